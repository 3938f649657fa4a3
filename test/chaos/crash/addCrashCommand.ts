import { InvalidArgumentError, type Command } from "commander";

import { CAN_FIND_PROCESSES } from "./processes";
import { INTERRUPTIONS, type InterruptionName } from "./interruptions";
import { pointName, type CrashPoint } from "./points";
import { SweepReport } from "./sweepReport";
import { SCENARIOS } from "./scenarios";
import { record, tryPoint, type RecordedStep } from "./sweep";
import { scratchFolder } from "./snapshot";

interface Options {
  only: string;
  kinds?: InterruptionName[];
  list: boolean;
  jobs: number;
}

interface Task {
  chapter: RecordedStep;
  point: CrashPoint;
}

/**
 * Adds `crash`: ends the plugin, the CLI, or both, at every call of every deployment, and sees whether the documented way
 * brings program, state and service together again.
 */
export function addCrashCommand(program: Command): void {
  program
    .command("crash")
    .description("interrupts deployments at every call to Amazon Chime, and sees whether nothing is lost")
    .option("--only <text>", "only points whose name contains this text, such as a whole name", "")
    .option(
      "--kinds <names>",
      `only these, with commas between: ${Object.keys(INTERRUPTIONS).join(", ")}`,
      kindsOf,
    )
    .option("--list", "list the points, and interrupt nothing", false)
    .option("--jobs <count>", "how many points are tried at a time", positive, 1)
    .action(run);
}

async function run({ only, kinds, list, jobs }: Options): Promise<void> {
  if (!CAN_FIND_PROCESSES) throw new Error("The crash sweep needs Linux: it finds processes in /proc.");
  const scratch = await scratchFolder();
  try {
    const wanted = (point: CrashPoint): boolean =>
      pointName(point).includes(only) && (kinds?.includes(point.interruption) ?? true);
    const tasks = await tasksOf(only, wanted, scratch.folder);
    if (list) for (const { point } of tasks) console.log(pointName(point));
    else await sweep(tasks, jobs);
  } finally {
    await scratch.remove();
  }
}

async function tasksOf(
  only: string,
  wanted: (point: CrashPoint) => boolean,
  folder: string,
): Promise<Task[]> {
  const tasks: Task[] = [];
  // A name begins with its scenario: where one is named whole, no other needs to be recorded.
  const named = SCENARIOS.filter(({ name }) => only.startsWith(`${name}/`));
  for (const scenario of named.length > 0 ? named : SCENARIOS) {
    console.log(`Recording the calls of: ${scenario.name}`);
    for (const chapter of await record(scenario, folder)) {
      for (const point of chapter.points) if (wanted(point)) tasks.push({ chapter, point });
    }
  }
  if (tasks.length === 0) throw new Error(`No point has "${only}" in its name: see --list.`);
  return tasks;
}

async function sweep(tasks: Task[], jobs: number): Promise<void> {
  const report = new SweepReport(tasks.length);
  const waiting = inOrder(tasks);
  const stop = (): void => {
    waiting.length = 0;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const worker = async (): Promise<void> => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      const { chapter, point } = task;
      report.add(point, await tryPoint(chapter, point).then(() => undefined, asError));
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  console.log(report.table());
  if (report.failures > 0) process.exitCode = 1;
}

// In turns from every deployment, and the kill of everything last: so that who ends the sweep early has tried what
// differs most.
function inOrder(tasks: readonly Task[]): Task[] {
  const positions = new Map(tasks.map((task) => [task, task.chapter.points.indexOf(task.point)]));
  const rank = (task: Task): number =>
    (positions.get(task) ?? 0) + (task.point.interruption === "machine" ? tasks.length : 0);
  return [...tasks].sort((one, other) => rank(one) - rank(other));
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function kindsOf(text: string): InterruptionName[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !(name in INTERRUPTIONS));
  if (unknown === undefined) return names as InterruptionName[];
  throw new InvalidArgumentError(`There is no "${unknown}".`);
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a whole number of at least 1.");
}
