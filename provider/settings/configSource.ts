import type * as pulumi from "@pulumi/pulumi";

import { sourceOfEntries, type SettingsSource } from "./settingsSource";

/**
 * The settings that Pulumi's plugin host passes to `configure`: the stack's configuration, or the inputs of an explicit
 * provider.
 *
 * The published interface only has `get`. The object also holds the whole configuration, so that keys that do not
 * exist can be reported.
 */
export function sourceOfConfig(config: pulumi.dynamic.Config): SettingsSource {
  const { rawConfig, projectName } = config as { rawConfig?: unknown; projectName?: unknown };
  if (typeof rawConfig !== "object" || rawConfig === null) return { get: (key) => config.get(key) };
  return sourceOfEntries(
    rawConfig as Record<string, unknown>,
    typeof projectName === "string" ? projectName : undefined,
  );
}
