import { InvalidArgumentError, type Command } from "commander";

import { parseCount } from "../support/parseInteger";
import { INTERRUPTIONS, type InterruptionName } from "./interruptions";
import { pointName, type CrashPoint } from "./points";
import { CAN_FIND_PROCESSES } from "./processes";
import { SCENARIOS } from "./scenarios";
import { scratchFolder } from "./snapshot";
import { record, tryPoint, type RecordedStep } from "./sweep";
import { SweepReport } from "./sweepReport";

interface Options {
  only: string;
  interruptions?: InterruptionName[];
  list: boolean;
  jobs: number;
}

interface Task {
  recorded: RecordedStep;
  point: CrashPoint;
}

/** Adds `crash` to the command line. */
export function addCrashCommand(program: Command): void {
  program
    .command("crash")
    .description(
      "interrupts deployments at every call, and checks that the documented recovery loses nothing",
    )
    .option("--only <text>", "only the points whose name contains this text", "")
    .option(
      "--interruptions <names>",
      `only these interruptions, separated by commas: ${Object.keys(INTERRUPTIONS).join(", ")}`,
      parseInterruptions,
    )
    .option("--list", "list the points instead of trying them", false)
    .option("--jobs <count>", "how many points are tried at the same time", parseCount, 1)
    .action(run);
}

async function run({ only, interruptions, list, jobs }: Options): Promise<void> {
  if (!CAN_FIND_PROCESSES)
    throw new Error("The crash sweep needs Linux, because it finds processes in /proc.");
  const scratch = await scratchFolder();
  try {
    const isWanted = (point: CrashPoint): boolean =>
      pointName(point).includes(only) && (interruptions?.includes(point.interruption) ?? true);
    const tasks = await tasksOf(only, isWanted, scratch.folder);
    if (list) for (const { point } of tasks) console.log(pointName(point));
    else await sweep(tasks, jobs);
  } finally {
    await scratch.remove();
  }
}

async function tasksOf(
  only: string,
  isWanted: (point: CrashPoint) => boolean,
  folder: string,
): Promise<Task[]> {
  const tasks: Task[] = [];
  // The name of a point starts with its scenario. If that is given, no other scenario must be recorded.
  const named = SCENARIOS.filter(({ name }) => only.startsWith(`${name}/`));
  for (const scenario of named.length > 0 ? named : SCENARIOS) {
    console.log(`Recording the calls of: ${scenario.name}`);
    for (const recorded of await record(scenario, folder)) {
      for (const point of recorded.points) if (isWanted(point)) tasks.push({ recorded, point });
    }
  }
  if (tasks.length === 0) throw new Error(`No point has a name that contains "${only}". See --list.`);
  return tasks;
}

async function sweep(tasks: Task[], jobs: number): Promise<void> {
  const report = new SweepReport(tasks.length);
  const queue = sorted(tasks);
  const stop = (): void => {
    queue.length = 0;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const { recorded, point } = task;
      report.add(point, await tryPoint(recorded, point).then(() => undefined, asError));
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  console.log(report.table());
  if (report.failures > 0) process.exitCode = 1;
}

// The most different points come first, in case the user stops the sweep early: the first points of all deployments,
// then the second ones, and so on. The points of `machine` come last.
function sorted(tasks: readonly Task[]): Task[] {
  const positions = new Map(tasks.map((task) => [task, task.recorded.points.indexOf(task.point)]));
  const rank = (task: Task): number =>
    (positions.get(task) ?? 0) + (task.point.interruption === "machine" ? tasks.length : 0);
  return [...tasks].sort((one, other) => rank(one) - rank(other));
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function parseInterruptions(text: string): InterruptionName[] {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !(name in INTERRUPTIONS));
  if (unknown === undefined) return names as InterruptionName[];
  throw new InvalidArgumentError(`There is no interruption "${unknown}".`);
}
