import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
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
  /** Before that, where a full disk has cut the state; in the folder of the state, `PROJECT` and `STACK` being set. */
  restore: [
    'for file in $(ls -t ".pulumi/stacks/$PROJECT/$STACK.json.bak" ".pulumi/backups/$PROJECT/$STACK/"*.json); do',
    `  node -e 'JSON.parse(fs.readFileSync(process.argv[1]))' "$file" &&`,
    '    cp "$file" ".pulumi/stacks/$PROJECT/$STACK.json" && break',
    "done",
  ].join("\n"),
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
    if (!(await isWhole(project))) await restore(project);
    await unattended(project, RECOVERY.unlock);
  }
  await unattended(project, RECOVERY[mayHaveLost ? "recover" : "again"][command]);
  const clear = RECOVERY.clear[command];
  if (cliDied && clear) await unattended(project, clear);
}

/** Runs the guide's line for a state of which Pulumi says `failed to load checkpoint: EOF`; without effect on another. */
export async function mend(project: Pick<ScratchProject, "folder">): Promise<void> {
  await inState(project, RECOVERY.mend);
}

/** Runs the guide's lines for a state that is no JSON any more. */
export async function restore(project: Pick<ScratchProject, "folder">): Promise<void> {
  await inState(project, RECOVERY.restore, { PROJECT: "crash", STACK: "test" });
}

async function inState(
  { folder }: Pick<ScratchProject, "folder">,
  lines: string,
  env: Record<string, string> = {},
): Promise<void> {
  await promisify(execFile)("sh", ["-c", lines], {
    cwd: join(folder, "state"),
    env: { ...process.env, ...env },
  });
}

async function isWhole({ folder }: Pick<ScratchProject, "folder">): Promise<boolean> {
  const text = await readFile(join(folder, "state/.pulumi/stacks/crash/test.json"), "utf8");
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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
