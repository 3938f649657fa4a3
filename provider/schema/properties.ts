import { isDeepStrictEqual } from "node:util";

import { UserError } from "./userError";
import { describeValue } from "./describeValue";

/** The properties of a resource as the engine passes them: untrusted until they are validated. */
export type Properties = Record<string, unknown>;

/**
 * Reads properties that must be strings, as in checked inputs and in a state.
 *
 * @throws UserError if one of them is not a string.
 */
export function requiredStrings<Name extends string>(
  props: Properties,
  names: readonly Name[],
): Record<Name, string> {
  const entries = names.map((name) => {
    const value = props[name];
    if (typeof value === "string") return [name, value] as const;
    throw new UserError(
      `${name} is ${describeValue(value)}, where a string is expected.`,
      "Unexpected property",
    );
  });
  return Object.fromEntries(entries) as Record<Name, string>;
}

/**
 * Reads properties that are strings or not set; those that are not set are left out.
 *
 * @throws UserError if one of them is set and not a string.
 */
export function optionalStrings<Name extends string>(
  props: Properties,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  return requiredStrings(
    props,
    names.filter((name) => props[name] !== undefined && props[name] !== null),
  );
}

/** The properties, without those of `names` that are empty or not set. */
export function omitBlank(props: Properties, names: readonly string[]): Properties {
  const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";
  return Object.fromEntries(
    Object.entries(props).filter(([name, value]) => !names.includes(name) || !isBlank(value)),
  );
}

/** The properties in `names`. */
export function only(names: readonly string[], props: Properties): Properties {
  return Object.fromEntries(Object.entries(props).filter(([name]) => names.includes(name)));
}

/** The properties that are not in `names`. */
export function without(names: readonly string[], props: Properties): Properties {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)));
}

/** The names of the properties whose values differ. */
export function changedProperties(names: readonly string[], olds: Properties, news: Properties): string[] {
  return names.filter((name) => !isDeepStrictEqual(olds[name], news[name]));
}

/** Whether `check` got no old inputs: the engine has none of a resource that it will create. */
export function isNew(olds: Properties): boolean {
  return Object.keys(olds).length === 0;
}
