import type { Environment } from "./endpoints";
import type { SettingsReader } from "./settingsReader";

/**
 * Settings for one command. They come from the environment and not from the stack's configuration, where
 * `pulumi up --config` would store them.
 */
export interface CommandSettings {
  /** `PULUMI_CHIME_RECOVER`: how to recover from an interrupted deployment. Default: not at all. */
  recover: Recovery;
  /**
   * `PULUMI_CHIME_DEBUG=true`: whether to log every call and every failed attempt, and the name of every member that an
   * exclusive roster would remove. Default: false.
   */
  debug: boolean;
}

/** How to recover what an interrupted deployment has created and no state holds. */
export interface Recovery {
  /**
   * For `PULUMI_CHIME_RECOVER=true`: whether a create first looks for something that an interrupted deployment may have
   * created, and fails if it finds any. It adopts nothing, because what it finds may belong to another stack.
   */
  readonly look: boolean;
  /** For resource ids, separated by white space: the resources to adopt if they exist already. */
  readonly ids: readonly string[];
}

/** Reads and validates the settings in the environment. */
export function readCommandSettings(reader: SettingsReader, env: Environment): CommandSettings {
  // In a shell, an empty variable is the usual way to unset one.
  const valueOf = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  return { recover: readRecovery(reader, valueOf(RECOVER)), debug: reader.flagOf(DEBUG, valueOf(DEBUG)) };
}

const RECOVER = "PULUMI_CHIME_RECOVER";
/** The variable that shows every call, and the stacks of errors. */
export const DEBUG = "PULUMI_CHIME_DEBUG";

function readRecovery(reader: SettingsReader, value: string | undefined): Recovery {
  const words = (value ?? "false").split(/\s+/).filter((word) => word !== "");
  if (words.every((word) => word === "false")) return { look: false, ids: [] };
  if (words.length === 1 && words[0] === "true") return { look: true, ids: [] };
  // Every resource id contains a slash: account/room, or an ARN.
  const invalid = words.find((word) => !word.includes("/"));
  if (invalid !== undefined) {
    reader.refuse(RECOVER, `must be true, or resource ids separated by spaces, not "${invalid}".`);
  }
  return { look: false, ids: words };
}
