import type * as Automation from "@pulumi/pulumi/automation";

import { endSentence } from "../../aws/errors/errorText";
import { redact } from "../../aws/errors/redact";
import { AWS_SETTINGS } from "../../settings/settingNames";
import { sourceOfEntries, type SettingsSource } from "../../settings/settingsSource";
import type { CheckResult } from "./checklist";

/** The settings of a stack. */
export interface StackSettings {
  /** Undefined if there is no stack, or if they could not be read. */
  source: SettingsSource | undefined;
  /** The texts in the values of secrets. */
  secrets: string[];
  /** Which settings there are, or why there are none. */
  result: CheckResult;
}

/**
 * Reads the settings of a stack of the project in the current folder, as a deployment gets them: decrypted, and with those of
 * the project and of environments.
 */
export async function readStack(name: string | undefined): Promise<StackSettings> {
  const check = { group: "settings", check: "stack" } as const;
  if (name === undefined) {
    const message = "The settings of the stack (chime: and aws:) are not used. Name the stack with --stack.";
    return { source: undefined, secrets: [], result: { ...check, result: "skipped", message } };
  }
  try {
    const { config, project } = await configOf(name);
    return {
      source: sourceOfEntries(Object.fromEntries(config.map(([key, { value }]) => [key, value])), project),
      secrets: config.flatMap(([, { value, secret }]) => (secret === true ? textsIn(value) : [])),
      result: {
        ...check,
        result: "ok",
        message: messageAbout(
          name,
          config.map(([key]) => key),
        ),
      },
    };
  } catch (error) {
    const message = `Could not read the settings of the stack ${name}: ${reasonIn(error)}`;
    const advice = `Run \`pulumi config --stack ${name}\` in this folder, which must be that of the project.`;
    return { source: undefined, secrets: [], result: { ...check, result: "failed", message, advice } };
  }
}

async function configOf(
  name: string,
): Promise<{ config: [string, Automation.ConfigValue][]; project: string }> {
  // It loads slowly, and need not be installed.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { LocalWorkspace } = require("@pulumi/pulumi/automation") as typeof Automation;
  const workspace = await LocalWorkspace.create({ workDir: process.cwd() });
  const { name: project } = await workspace.projectSettings();
  return { config: Object.entries(await workspace.getAllConfig(name)), project };
}

function messageAbout(name: string, keys: readonly string[]): string {
  const used = keys.filter((key) => key.startsWith("chime:") || AWS_KEYS.includes(key));
  return `${name} sets ${used.length === 0 ? "no chime: setting" : used.join(", ")}.`;
}

const AWS_KEYS = AWS_SETTINGS.map((name) => `aws:${name}`);

// A list or an object is JSON, and messages name its parts.
function textsIn(value: string): string[] {
  const texts = [value];
  try {
    JSON.parse(value, (_, part: unknown) => {
      if (typeof part === "string") texts.push(part);
      return part;
    });
  } catch {
    // It is no JSON.
  }
  return texts;
}

// The error of the Pulumi CLI has all of its output.
function reasonIn(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const [, reason = message] = /^error: (.+)$/m.exec(message) ?? /stderr: (.+)$/m.exec(message) ?? [];
  return endSentence(redact(reason));
}
