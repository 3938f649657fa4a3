import { describeValue } from "./describeValue";
import type { Properties } from "./properties";
import { isUnknown } from "./unknownValue";

/** Why an input of a resource is invalid. */
export interface CheckFailure {
  property: string;
  /** A sentence that begins with the name of the property or with a capital, because errors also join several reasons. */
  reason: string;
}

/** Returns why a value is invalid, as the rest of a sentence about its property; undefined for a valid value. */
export type Validator = (value: unknown) => string | undefined;

/** Validates each input with its validator, and reports inputs that the resource does not have. */
export function validate(inputs: Properties, validators: Record<string, Validator>): CheckFailure[] {
  const invalid = Object.entries(validators).flatMap(([property, validator]) => {
    const reason = isUnknown(inputs[property]) ? undefined : validator(inputs[property]);
    return reason === undefined ? [] : [{ property, reason: `${property} ${reason}` }];
  });
  const known = Object.keys(validators);
  const unexpected = Object.keys(inputs)
    .filter((property) => !known.includes(property) && !property.startsWith("__"))
    .map((property) => ({ property, reason: `There is no property ${property}, only ${known.join(", ")}.` }));
  return [...invalid, ...unexpected];
}

/** Longer than any id of Amazon Chime, and short enough to fit into a URL three times. */
const LONGEST_ID = 512;

/** Validates an id of Amazon Chime. */
export function validateId(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is required.";
  if (typeof value !== "string") return `must be a string, not ${describeValue(value)}.`;
  if (value.trim() === "") return "must not be blank.";
  if (value.length > LONGEST_ID) return `must be at most ${LONGEST_ID} characters long, not ${value.length}.`;
  if (/\p{Cc}/u.test(value)) return "must not contain control characters.";
  if (value !== value.trim()) return "must not begin or end with white space.";
  // Ids become segments of a URL path, where "." and ".." would lead to another path, and keys of objects, where
  // "__proto__" is not an own property.
  if ([".", "..", "__proto__"].includes(value)) return `must be an id of Amazon Chime, not "${value}".`;
  return undefined;
}

/** Whether a value where an id or an ARN is expected is an email address, which errors must not name. */
export function isAddress(value: string): boolean {
  return value.includes("@") && !value.startsWith("arn:");
}

/** Validates a value that must be one of `choices`. */
export function validateChoice(value: unknown, choices: readonly string[]): string | undefined {
  if (typeof value === "string" && choices.includes(value)) return undefined;
  return `must be ${choices.map((choice) => `"${choice}"`).join(" or ")}, not ${describeValue(value)}.`;
}

/** Validates a value that is true, false or not set. */
export function validateBoolean(value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === "boolean") return undefined;
  return `must be true or false, not ${describeValue(value)}.`;
}
