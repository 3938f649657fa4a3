import type { Properties } from "../schema/properties";
import { isUnknown } from "../schema/unknownValue";
import { readSettings, type SettingsProblem } from "../settings/settings";
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

/** The problems of the arguments of a native provider, by argument. Those that a preview does not know have none. */
export function problemsOf(args: Properties): SettingsProblem[] {
  const known = Object.entries(args).filter(([, value]) => !isUnknown(value));
  const settings = readSettings(sourceOfArguments(Object.fromEntries(known)));
  if (!Array.isArray(settings)) return [];
  return settings.map(({ property, reason }) => ({ property: property.replace(/^chime:/, ""), reason }));
}
