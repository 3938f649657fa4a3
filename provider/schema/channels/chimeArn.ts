import { UserError } from "../userError";
/** The kinds of resources of Amazon Chime SDK Identity and Messaging. */
export type ArnKind = "app-instance" | "channel" | "channel-flow" | "user" | "bot";

/** The parts of an ARN of an app instance, or of a resource in one. */
export interface ChimeArn {
  kind: ArnKind;
  region: string;
  /** The ARN of the app instance; of an app instance, its own. */
  appInstanceArn: string;
  /** The last part of the ARN. */
  id: string;
}

/** The maximum length of an ARN. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelMembership.html */
export const LONGEST_ARN = 1600;

// AWS uses no comma, white space or control character, and a comma separates the two ARNs of a membership's id.
const ID = "[^/,\\s\\p{Cc}]+";
const FORM = new RegExp(
  `^(arn:[a-z0-9-.]+:chime:([a-z0-9-]+):\\d{12}:app-instance/(${ID}))(?:/(channel|channel-flow|user|bot)/(${ID}))?$`,
  "u",
);

/** Parses an ARN; undefined for anything else than an ARN of Amazon Chime. */
export function parseChimeArn(value: unknown): ChimeArn | undefined {
  if (typeof value !== "string" || value.length > LONGEST_ARN) return undefined;
  const [, appInstanceArn, region, appInstanceId, kind = "app-instance", id = appInstanceId] =
    FORM.exec(value) ?? [];
  if (appInstanceArn === undefined || region === undefined || id === undefined) return undefined;
  return { kind: kind as ArnKind, region, appInstanceArn, id };
}

/** The app instance of an ARN; empty for anything else than an ARN of Amazon Chime. */
export function appInstanceOf(arn: unknown): string {
  return parseChimeArn(arn)?.appInstanceArn ?? "";
}

/**
 * Checks a resource id that is an ARN, and returns it.
 *
 * @param inWords The kind with its article, for the error: `a channel`.
 * @throws Error when `id` is not an ARN of this kind.
 */
export function parseArnId(id: string, kind: ArnKind, inWords: string): string {
  if (parseChimeArn(id)?.kind === kind) return id;
  throw new UserError(`"${id}" is not the id of ${inWords}: that is its ARN.`, "Invalid id");
}
