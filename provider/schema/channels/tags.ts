import { UserError } from "../userError";
import type { Properties } from "../properties";
import { isUnknown } from "../unknownValue";

/** Tags: values by key. */
export type Tags = Readonly<Record<string, string>>;

/** The inputs of a resource that can have tags. */
export interface Tagged {
  tags?: Tags;
}

/** The key of a resource that can have tags. Without `hasTags`, a read does not list them. */
export interface TaggedKey {
  hasTags?: true;
}

// https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_Tag.html
const MOST_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Whether AWS itself manages the tag: nobody else can change it. */
export function isReserved(key: string): boolean {
  return key.toLowerCase().startsWith("aws:");
}

/** Validates optional tags. Errors name keys, but no values. */
export function validateTags(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) return "must be a map of strings.";
  const tags = Object.entries(value);
  if (tags.length > MOST_TAGS) return `must have at most ${MOST_TAGS} entries, not ${tags.length}.`;
  return tags.map(problemOf).find((problem) => problem !== undefined);
}

function problemOf([key, value]: [string, unknown]): string | undefined {
  if (key === "" || key.length > LONGEST_KEY)
    return `has a key that does not have 1 to ${LONGEST_KEY} characters.`;
  if (isReserved(key)) return `has the key "${key}", but keys that begin with aws: belong to AWS.`;
  if (isUnknown(value)) return undefined;
  const isValid = typeof value === "string" && value.length >= 1 && value.length <= LONGEST_VALUE;
  return isValid
    ? undefined
    : `must have a string of 1 to ${LONGEST_VALUE} characters as the value of "${key}".`;
}

/** The properties without `tags` if that has no entry. */
export function omitNoTags(props: Properties): Properties {
  const { tags, ...others } = props;
  const isNone = tags === null || (typeof tags === "object" && Object.keys(tags).length === 0);
  return isNone ? others : props;
}

/**
 * The tags in checked inputs or in a state.
 *
 * @throws UserError if they are set and not strings.
 */
export function tagsIn({ tags }: Properties): Tagged {
  if (tags === undefined || tags === null) return {};
  if (validateTags(tags) !== undefined)
    throw new UserError("tags is not a map of strings.", "Unexpected property");
  return { tags: tags as Tags };
}

/** The part of a key that says whether the state or the program has tags. */
export function tagKeyOf({ tags }: Properties): TaggedKey {
  return tags === undefined || tags === null ? {} : { hasTags: true };
}
