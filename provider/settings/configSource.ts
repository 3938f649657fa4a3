import type * as pulumi from "@pulumi/pulumi";

import type { SettingsSource } from "./settingNames";
import { sourceOfEntries } from "./settingsSource";

/**
 * The settings that Pulumi's plugin host gives to `configure`: the stack's configuration, or the inputs of an explicit
 * provider.
 *
 * The host's published interface only looks single keys up. Where its object holds the whole configuration, as it
 * does, keys that do not exist can be found too.
 */
export function sourceOfConfig(config: pulumi.dynamic.Config): SettingsSource {
  const { rawConfig, projectName } = config as { rawConfig?: unknown; projectName?: unknown };
  if (typeof rawConfig !== "object" || rawConfig === null) return { get: (key) => config.get(key) };
  return sourceOfEntries(
    rawConfig as Record<string, unknown>,
    typeof projectName === "string" ? projectName : undefined,
  );
}
