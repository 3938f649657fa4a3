import type { Properties } from "../../support/host";

/** A value that is not known yet, as plugins see it in a preview: `UnknownStringValue` of pulumi/pulumi. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether there is a value in it that is not known. */
export function hasUnknown(value: unknown): boolean {
  return JSON.stringify([value]).includes(UNKNOWN);
}

/** The properties as plugins see them outside previews: without values that are not known. */
export function withoutUnknown(properties: Properties): Properties {
  return stripped(properties) as Properties;
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value === UNKNOWN ? undefined : value;
  const entries = Object.entries(value).map(([name, item]) => [name, stripped(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
