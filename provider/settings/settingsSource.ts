import type { SettingsSource } from "./settingNames";

/**
 * A source of settings by their keys, as stack configuration and the inputs of a provider have them.
 *
 * @param entries Texts by key; a value that is not a text counts as its JSON, and null as not set.
 * @param project The name of the Pulumi project, whose own settings may have the namespace `chime:` too.
 */
export function sourceOfEntries(
  entries: Readonly<Record<string, unknown>>,
  project: string | undefined,
): SettingsSource {
  const texts = new Map(Object.entries(entries).flatMap(([key, value]) => textOf(key, value)));
  const source = { get: (key: string) => texts.get(key) };
  return project === "chime" ? source : { ...source, keys: () => [...texts.keys()] };
}

function textOf(key: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  return [[key, typeof value === "string" ? value : JSON.stringify(value)]];
}
