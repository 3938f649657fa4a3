/** The properties of a resource as they come from the engine: not to be trusted before they are checked. */
export type Properties = Record<string, unknown>;

/** Why an input of a resource cannot be used. */
export interface CheckFailure {
  property: string;
  reason: string;
}

/** Says why a value cannot be used; undefined where it can. */
export type Validator = (value: unknown) => string | undefined;

/**
 * What the engine gives to `check` and `diff` in place of a value that is not known before something else exists.
 * Part of the engine's protocol: `unknownValue` in pulumi/pulumi, sdk/nodejs/runtime/rpc.ts.
 */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN_VALUE;
}

/** All that is wrong with the inputs of a resource: each property by its rule, and those that it does not have. */
export function validate(inputs: Properties, rules: Record<string, Validator>): CheckFailure[] {
  const wrong = Object.entries(rules).flatMap(([property, rule]) => {
    const reason = inputs[property] === UNKNOWN_VALUE ? undefined : rule(inputs[property]);
    return reason === undefined ? [] : [{ property, reason: `${property} ${reason}` }];
  });
  const known = Object.keys(rules);
  const strange = Object.keys(inputs)
    .filter((property) => !known.includes(property) && !property.startsWith("__"))
    .map((property) => ({ property, reason: `there is no property ${property}, only ${known.join(", ")}.` }));
  return [...wrong, ...strange];
}

/** Longer than any id of Amazon Chime, and short enough to fit into a URL three times. */
const LONGEST_ID = 512;

/** The rule for an id of Amazon Chime. */
export function validateId(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is required.";
  if (typeof value !== "string") return `must be a string, not ${describe(value)}.`;
  if (value.trim() === "") return "must not be blank.";
  if (value.length > LONGEST_ID) return `must be at most ${LONGEST_ID} characters long, not ${value.length}.`;
  if (/\p{Cc}/u.test(value)) return "must not hold control characters.";
  if (value !== value.trim()) return "must not begin or end with white space.";
  // Ids become parts of a URL's path, where the first two would lead to another path.
  // The last is no key that an object can hold.
  if ([".", "..", "__proto__"].includes(value)) return `must be an id of Amazon Chime, not "${value}".`;
  return undefined;
}

/** The rule for a value that must be one of `choices`. */
export function validateChoice(value: unknown, choices: readonly string[]): string | undefined {
  if (typeof value === "string" && choices.includes(value)) return undefined;
  return `must be ${choices.map((choice) => `"${choice}"`).join(" or ")}, not ${describe(value)}.`;
}

/** The rule for a value that is true, false, or left out. */
export function validateBoolean(value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === "boolean") return undefined;
  return `must be true or false, not ${describe(value)}.`;
}

/** The named properties, which `check` or an earlier hook of ours has made strings. */
export function requiredStrings<Name extends string>(
  props: Properties,
  names: readonly Name[],
): Record<Name, string> {
  const entries = names.map((name) => {
    const value = props[name];
    if (typeof value === "string") return [name, value] as const;
    throw new Error(`${name} is ${describe(value)} in the Pulumi state, where a string is expected.`);
  });
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** Those of the named properties that are there, which `check` has made strings. */
export function optionalStrings<Name extends string>(
  props: Properties,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  return requiredStrings(
    props,
    names.filter((name) => props[name] !== undefined && props[name] !== null),
  );
}

/** The properties without those of the named ones that say nothing: empty, or null. */
export function omitBlank(props: Properties, names: readonly string[]): Properties {
  const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";
  return Object.fromEntries(
    Object.entries(props).filter(([name, value]) => !names.includes(name) || !isBlank(value)),
  );
}

/** Those of the named properties that differ. */
export function changedProperties(names: readonly string[], olds: Properties, news: Properties): string[] {
  return names.filter((name) => olds[name] !== news[name]);
}

function describe(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
