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

/** What is wrong with the arguments of a native provider. Nothing is with those that a preview does not know. */
export function problemsOf(args: Properties): string[] {
  const known = Object.entries(args).filter(([, value]) => !isUnknown(value));
  const settings = readSettings(sourceOfArguments(Object.fromEntries(known)));
  return Array.isArray(settings) ? settings.map(({ reason }) => reason) : [];
}
