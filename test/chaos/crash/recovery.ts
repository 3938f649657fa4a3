import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import type { ScratchProject } from "../../../tools/project/scratchProject";
import { PulumiCommand, type CommandResult } from "./pulumiCommand";
import type { RecoveryNeeds } from "./interruptions";
import type { ScenarioStep } from "./scenarios";

/**
 * What the guide tells people to run, by what they were running: docs/guides/crashes.md, and a test holds the two
 * together.
 */
export const RECOVERY = {
  /** Where the CLI came to its end: always enough for a destroy. */
  again: { up: "pulumi up", destroy: "pulumi destroy" },
  /** Where something may have been created of which the state knows nothing. */
  recover: { up: "PULUMI_CHIME_RECOVER=true pulumi up", destroy: "pulumi destroy" },
  /** Where that fails and names ids: with these instead of `ID ID`, until it succeeds. */
  adoptOrphans: 'PULUMI_CHIME_RECOVER="ID ID" pulumi up',
  /** Where the CLI did not come to its end, before and after that. */
  unlock: "pulumi cancel",
  /** Before that, where the CLI was killed while it wrote what stands beside the state; in the folder of the state. */
  deleteEmptyAttributes: 'find .pulumi/stacks -name "*.attrs" -empty -delete',
  /** Before that, where a full disk has cut the state; in the folder of the state, `PROJECT` and `STACK` being set. */
  restoreState: [
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
  { command }: Pick<ScenarioStep, "command">,
  { cliWasKilled, mayHaveOrphans }: RecoveryNeeds,
): Promise<void> {
  if (cliWasKilled) {
    await mend(project);
    if (!(await isStateComplete(project))) await restore(project);
    await runLine(project, RECOVERY.unlock);
  }
  if (mayHaveOrphans && command === "up") await adopt(project);
  else await runLine(project, RECOVERY[mayHaveOrphans ? "recover" : "again"][command]);
  const clear = RECOVERY.clear[command];
  if (cliWasKilled && clear) await runLine(project, clear);
}

/** Runs the guide's line for a state of which Pulumi says `failed to load checkpoint: EOF`; without effect on another. */
export async function mend(project: Pick<ScratchProject, "folder">): Promise<void> {
  await runInStateFolder(project, RECOVERY.deleteEmptyAttributes);
}

/** Runs the guide's lines for a state that is no JSON any more. */
export async function restore(project: Pick<ScratchProject, "folder">): Promise<void> {
  await runInStateFolder(project, RECOVERY.restoreState, { PROJECT: "crash", STACK: "test" });
}

async function runInStateFolder(
  { folder }: Pick<ScratchProject, "folder">,
  lines: string,
  env: Record<string, string> = {},
): Promise<void> {
  await promisify(execFile)("sh", ["-c", lines], {
    cwd: join(folder, "state"),
    env: { ...process.env, ...env },
  });
}

async function isStateComplete({ folder }: Pick<ScratchProject, "folder">): Promise<boolean> {
  const text = await readFile(join(folder, "state/.pulumi/stacks/crash/test.json"), "utf8");
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// What an interrupted deployment has created is adopted only where its id is given, so each run must name another one.
async function adopt(project: ScratchProject): Promise<void> {
  const given = new Set<string>();
  let line: string = RECOVERY.recover.up;
  for (;;) {
    const ending = await startLine(project, line);
    if (ending.code === 0) return;
    const named = idsNamedIn(ending.output);
    if (named.every((id) => given.has(id))) throw failed(line, ending);
    for (const id of named) given.add(id);
    line = RECOVERY.adoptOrphans.replace("ID ID", named.join(" "));
  }
}

/** The ids that an output says to give to a recovery, each once. */
function idsNamedIn(printed: string): string[] {
  const lists = [...printed.matchAll(/PULUMI_CHIME_RECOVER="([^"]+)"/g)].map(([, ids = ""]) => ids);
  return [...new Set(lists.flatMap((ids) => ids.split(" ")))];
}

/** Runs a line of the guide that must succeed. */
async function runLine(project: ScratchProject, line: string): Promise<void> {
  const ending = await startLine(project, line);
  if (ending.code !== 0) throw failed(line, ending);
}

/** Runs a line of the guide with the answers that a script gives instead of a person. */
function startLine(project: ScratchProject, line: string): Promise<CommandResult> {
  const [, variable, value = "", command = ""] = /^(?:(\w+)="?([^"]*?)"? )?pulumi (.*)$/.exec(line) ?? [];
  const [name = "", ...options] = command.split(" ");
  const answers = name === "cancel" ? ["--yes"] : ["--yes", "--skip-preview"];
  const env = variable === undefined ? {} : { [variable]: value };
  return PulumiCommand.start(project, [name, ...options, ...answers], env).ended;
}

/** Runs a command that must succeed. */
export async function runCommand(
  project: ScratchProject,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const ending = await PulumiCommand.start(project, args, env).ended;
  if (ending.code === 0) return ending.output;
  throw failed(`pulumi ${args.join(" ")}`, ending);
}

function failed(command: string, { code, output }: CommandResult): Error {
  return new Error(`\`${command}\` ended with ${code ?? "a signal"}:\n${output}`);
}
