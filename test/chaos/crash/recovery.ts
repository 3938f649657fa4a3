import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import type { ScratchProject } from "../../../tools/project/scratchProject";
import type { RecoveryNeeds } from "./interruptions";
import { PulumiCommand, type CommandResult } from "./pulumiCommand";
import type { ScenarioStep } from "./scenarios";

/** The commands of docs/guides/crashes.md, by the interrupted command. A test compares them with the guide. */
export const RECOVERY = {
  /** If the CLI was not killed. */
  again: { up: "pulumi up", destroy: "pulumi destroy" },
  /** If resources may exist that are not in the state. */
  recover: { up: "PULUMI_CHIME_RECOVER=true pulumi up", destroy: "pulumi destroy" },
  /** If `recover` fails and names ids. All that were named so far replace `ID ID`. Repeated until it succeeds. */
  adopt: 'PULUMI_CHIME_RECOVER="ID ID" pulumi up',
  /** If the CLI was killed: before and after the recovery. */
  unlock: "pulumi cancel",
  clearPending: { up: "pulumi refresh --clear-pending-creates", destroy: undefined },
  /**
   * Before `unlock`, if the CLI was killed while it wrote the file beside the state. Runs in the folder of the state.
   */
  deleteEmptyFile: 'find .pulumi/stacks -name "*.attrs" -empty -delete',
  /** Before `unlock`, if a full disk made the state incomplete. Runs in the folder of the state. */
  restoreState: [
    'for file in $(ls -t ".pulumi/stacks/$PROJECT/$STACK.json.bak" ".pulumi/backups/$PROJECT/$STACK/"*.json); do',
    `  node -e 'JSON.parse(fs.readFileSync(process.argv[1]))' "$file" &&`,
    '    cp "$file" ".pulumi/stacks/$PROJECT/$STACK.json" && break',
    "done",
  ].join("\n"),
  /** If there is no complete state: in the folder of the state, and then in the folder of the project. */
  deleteState: 'rm ".pulumi/stacks/$PROJECT/$STACK.json"',
  beginAgain: "pulumi stack init STACK",
} as const;

/** Recovers a stack as the guide describes. `isFirst`: the interrupted deployment was the first one of the stack. */
export async function recover(
  project: ScratchProject,
  { command }: Pick<ScenarioStep, "command">,
  { cliWasKilled, mayHaveOrphans, isFirst = false }: RecoveryNeeds & { isFirst?: boolean },
): Promise<void> {
  if (cliWasKilled) {
    await deleteEmptyFile(project);
    if (!(await isStateComplete(project))) await restoreOrBegin(project, isFirst);
    await runLine(project, RECOVERY.unlock);
  }
  if (mayHaveOrphans && command === "up") await adoptOrphans(project);
  else await runLine(project, RECOVERY[mayHaveOrphans ? "recover" : "again"][command]);
  const clearPending = RECOVERY.clearPending[command];
  if (cliWasKilled && clearPending) await runLine(project, clearPending);
}

/** Deletes the empty file that causes `failed to load checkpoint: EOF`, if there is one. */
export async function deleteEmptyFile(project: Pick<ScratchProject, "folder">): Promise<void> {
  await runInStateFolder(project, RECOVERY.deleteEmptyFile);
}

/** Restores the newest complete state. */
export async function restoreState(project: Pick<ScratchProject, "folder">): Promise<void> {
  await runInStateFolder(project, RECOVERY.restoreState, STACK_NAMES);
}

// Only the first deployment of a stack may have no complete state before it.
async function restoreOrBegin(project: ScratchProject, isFirst: boolean): Promise<void> {
  await restoreState(project).catch((error: unknown) => {
    if (!isFirst) throw error;
  });
  if (!(await isStateComplete(project))) await beginAgain(project);
}

/** Begins with an empty state: the disk was full in the first deployment. */
async function beginAgain(project: ScratchProject): Promise<void> {
  await runInStateFolder(project, RECOVERY.deleteState, STACK_NAMES);
  await project.run(["stack", "init", "test"]);
}

const STACK_NAMES = { PROJECT: "crash", STACK: "test" };

async function runInStateFolder(
  { folder }: Pick<ScratchProject, "folder">,
  script: string,
  env: Record<string, string> = {},
): Promise<void> {
  await promisify(execFile)("sh", ["-c", script], {
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

// Orphans are adopted only if their ids are given. Each run that fails must name new ids, or the recovery has failed. The ids of
// earlier runs are given again, because a run may have failed before it adopted them.
async function adoptOrphans(project: ScratchProject): Promise<void> {
  const given = new Set<string>();
  let line: string = RECOVERY.recover.up;
  for (;;) {
    const result = await startLine(project, line);
    if (result.code === 0) return;
    const ids = idsIn(result.output);
    if (ids.every((id) => given.has(id))) throw failed(line, result);
    for (const id of ids) given.add(id);
    line = RECOVERY.adopt.replace("ID ID", [...given].join(" "));
  }
}

/** The ids that the errors tell the user to pass in `PULUMI_CHIME_RECOVER`. */
function idsIn(output: string): string[] {
  const lists = [...output.matchAll(/PULUMI_CHIME_RECOVER="([^"]+)"/g)].map(([, ids = ""]) => ids);
  return [...new Set(lists.flatMap((ids) => ids.split(" ")))];
}

/** Runs a command of the guide, which must succeed. */
async function runLine(project: ScratchProject, line: string): Promise<void> {
  const result = await startLine(project, line);
  if (result.code !== 0) throw failed(line, result);
}

/** Runs a command of the guide non-interactively. */
function startLine(project: ScratchProject, line: string): Promise<CommandResult> {
  const [, variable, value = "", command = ""] = /^(?:(\w+)="?([^"]*?)"? )?pulumi (.*)$/.exec(line) ?? [];
  const [name = "", ...options] = command.split(" ");
  const flags = name === "cancel" ? ["--yes"] : ["--yes", "--skip-preview"];
  const env = variable === undefined ? {} : { [variable]: value };
  return PulumiCommand.start(project, [name, ...options, ...flags], env).ended;
}

/** Runs a command, which must succeed. */
export async function runCommand(project: ScratchProject, args: readonly string[]): Promise<void> {
  const result = await PulumiCommand.start(project, args).ended;
  if (result.code !== 0) throw failed(`pulumi ${args.join(" ")}`, result);
}

function failed(command: string, { code, output }: CommandResult): Error {
  return new Error(`\`${command}\` ended with ${code ?? "a signal"}:\n${output}`);
}
