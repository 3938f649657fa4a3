import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import type { ScratchProject } from "../../../tools/project/scratchProject";
import { PulumiCommand } from "./pulumiCommand";
import type { Aftercare } from "./mishaps";
import type { Step } from "./scenarios";

/**
 * What the guide tells people to run, by what they were running: docs/guides/crashes.md, and a test holds the two
 * together.
 */
export const RECOVERY = {
  /** Where the CLI came to its end: always enough for a destroy. */
  again: { up: "pulumi up", destroy: "pulumi destroy" },
  /** Where something may have been made of which the state knows nothing. */
  recover: { up: "PULUMI_CHIME_RECOVER=true pulumi up", destroy: "pulumi destroy" },
  /** Where the CLI did not come to its end, before and after that. */
  unlock: "pulumi cancel",
  /** Before that, where the CLI was killed while it wrote what stands beside the state; in the folder of the state. */
  mend: 'find .pulumi/stacks -name "*.attrs" -empty -delete',
  clear: { up: "pulumi refresh --clear-pending-creates", destroy: undefined },
} as const;

/** Brings a stack back as the guide says. */
export async function recover(
  project: ScratchProject,
  { command }: Pick<Step, "command">,
  { cliDied, mayHaveLost }: Aftercare,
): Promise<void> {
  if (cliDied) {
    await mend(project);
    await unattended(project, RECOVERY.unlock);
  }
  await unattended(project, RECOVERY[mayHaveLost ? "recover" : "again"][command]);
  const clear = RECOVERY.clear[command];
  if (cliDied && clear) await unattended(project, clear);
}

/** Runs the guide's line for a state of which Pulumi says `failed to load checkpoint: EOF`; without effect on another. */
export async function mend({ folder }: Pick<ScratchProject, "folder">): Promise<void> {
  await promisify(execFile)("sh", ["-c", RECOVERY.mend], { cwd: join(folder, "state") });
}

/** Runs a line of the guide with the answers that a script gives in place of a person. */
async function unattended(project: ScratchProject, line: string): Promise<void> {
  const [settings = "", command = ""] = line.split(/\bpulumi /);
  const [name = "", ...options] = command.split(" ");
  const env: Record<string, string> = {};
  for (const setting of settings.split(" ").filter((text) => text !== "")) {
    const [variable = "", value = ""] = setting.split("=");
    env[variable] = value;
  }
  const answers = name === "cancel" ? ["--yes"] : ["--yes", "--skip-preview"];
  await succeed(project, [name, ...options, ...answers], env);
}

/** Runs a command that must succeed. */
export async function succeed(
  project: ScratchProject,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { code, printed } = await PulumiCommand.start(project, args, env).ended;
  if (code === 0) return printed;
  throw new Error(`\`pulumi ${args.join(" ")}\` ended with ${code ?? "a signal"}:\n${printed}`);
}
