import type { Properties } from "../schema/properties";
import { isUnknown } from "../schema/unknownValue";
import { readSettings } from "../settings/settings";
import { sourceOfEntries, type SettingsSource } from "../settings/settingsSource";

/** What Pulumi adds to the arguments of every provider. */
const PULUMI_ARGUMENTS = ["version", "pluginDownloadURL"];

/** The settings in the arguments of a native provider, which are also the stack's configuration under `chime:`. */
export function sourceOfArguments(args: Properties): SettingsSource {
  const settings = Object.entries(args)
    .filter(([name]) => !PULUMI_ARGUMENTS.includes(name))
    .map(([name, value]) => [`chime:${name}`, value]);
  return sourceOfEntries(Object.fromEntries(settings) as Properties, undefined);
}

/** What is wrong with the arguments of a native provider. Not known in a preview that does not know all of them. */
export function problemsOf(args: Properties): string[] {
  if (hasUnknown(args)) return [];
  const settings = readSettings(sourceOfArguments(args));
  return Array.isArray(settings) ? settings.map(({ reason }) => reason) : [];
}

function hasUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}
