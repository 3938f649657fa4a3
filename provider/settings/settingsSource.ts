/** Where settings come from: stack configuration, or the inputs of an explicit provider. */
export interface SettingsSource {
  /** The text of a setting by its full key, such as `chime:endpoint`; undefined where it is not set. */
  get(key: string): string | undefined;
  /** The keys that are set, to find keys that do not exist. Not available from every source. */
  keys?(): string[];
  /** The name of a setting for messages, if it is not its key: `--profile`. */
  nameOf?(key: string): string;
  /** `false` in a preview in which a setting is an unknown output, so that no call can be made. Default: `true`. */
  readonly known?: boolean;
}

/**
 * Settings by their full keys, as stack configuration and the inputs of a provider hold them.
 *
 * @param entries Values by key. A value that is not a string counts as its JSON, and null as not set.
 * @param project The name of the Pulumi project. Unknown keys are not reported for a project called `chime`, whose own
 * settings have the same namespace.
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
