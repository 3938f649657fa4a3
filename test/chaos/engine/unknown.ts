import type { Properties } from "../../support/host";

/** The value of an unknown property in a preview: `UnknownStringValue` in pulumi/pulumi. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value is unknown or contains an unknown value. */
export function hasUnknown(value: unknown): boolean {
  return JSON.stringify([value]).includes(UNKNOWN);
}

/** Removes unknown values. Outside previews, the engine does not pass them to plugins. */
export function withoutUnknown(properties: Properties): Properties {
  return removeUnknown(properties) as Properties;
}

function removeUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(removeUnknown).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value === UNKNOWN ? undefined : value;
  const entries = Object.entries(value).map(([name, item]) => [name, removeUnknown(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
