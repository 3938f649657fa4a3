import type { ScratchProject } from "../../../tools/project/scratchProject";
import { Random } from "../engine/random";
import type { Entry } from "../engine/stackState";
import { bySubject, subjectOf, toSortedJson, type RecordedCall } from "./recordedCall";
import { commandLine, type StackCommand } from "./stackCommand";
import { drawCommands } from "./drawCommands";
import { orderViolations } from "./orderViolations";
import { omit } from "../support/omit";
import { RealStack } from "./realStack";
import type { CommandResult } from "./commandResult";
import { RecordingHosts, SimulatedStack } from "./simulatedStack";

/** What to compare. */
export interface CompareOptions {
  /** How many programs. */
  readonly runs: number;
  readonly seed: number;
  /** Is told what differs, as soon as it is seen. */
  readonly onDifference?: (text: string) => void;
  /** Is told how many programs are done. */
  readonly onProgress?: (programs: number) => void;
}

export interface CompareReport {
  readonly programs: number;
  readonly commands: number;
  readonly calls: number;
  /** Commands that failed with the engine. */
  readonly failures: number;
  /** Programs that were compared up to a failure only, which ended a deployment. */
  readonly undecided: number;
  /** Stacks that were compared up to a command only: the engine broke down, or one program ended all of them. */
  readonly broken: readonly string[];
  readonly differences: readonly string[];
}

/** So many programs share a stack, those of each fourth stack excepted. */
const PROGRAMS_PER_STACK = 12;

/** What the engine says where it is to blame itself. */
const ENGINE_FAULT = /snapshot integrity failure.*|panic:.*|fatal error:.*/;

/** What it says where a hook fails. */
const HOOK_FAILURE = /error: (1 error occurred|update failed|\w+ of \S+ fails)/;

/** How often the stand-in is tried with another order, where the engine has a choice. */
const MAX_ORDERS = 40;

/** Runs random programs through Pulumi's engine and through the stand-in, and compares how hooks are called. */
export async function compare(comparison: CompareOptions): Promise<CompareReport> {
  const project = await RealStack.openProject();
  const hosts = await RecordingHosts.start();
  const report = {
    programs: 0,
    commands: 0,
    calls: 0,
    failures: 0,
    undecided: 0,
    broken: [] as string[],
    differences: [] as string[],
  };
  try {
    for (let stack = 0; report.programs < comparison.runs; stack += 1) {
      const isAlone = stack % 4 === 3;
      const howMany = isAlone ? 1 : Math.min(PROGRAMS_PER_STACK, comparison.runs - report.programs);
      const seed = comparison.seed + stack;
      for (const text of await compareStack(project, hosts, seed, howMany, report)) {
        report.differences.push(text);
        comparison.onDifference?.(text);
      }
      report.programs += howMany;
      comparison.onProgress?.(report.programs);
    }
    return report;
  } finally {
    await hosts.stop();
    await project.close();
  }
}

type Report = { -readonly [Property in keyof CompareReport]: CompareReport[Property] } & {
  broken: string[];
  differences: string[];
};

async function compareStack(
  project: ScratchProject,
  hosts: RecordingHosts,
  seed: number,
  howMany: number,
  report: Report,
): Promise<string[]> {
  const engine = await RealStack.open(project, `s${seed}`);
  const programs = Array.from(
    { length: howMany },
    (_, index) => new ComparedProgram(hosts, seed, index, howMany),
  );
  for (const drawn of drawCommands(new Random(seed), howMany)) {
    const command = howMany > 1 ? withoutMissing(drawn, await engine.names()) : drawn;
    const real = await engine.run(command);
    const [fault] = real.errors.flatMap((message) => faultIn(message, howMany === 1) ?? []);
    if (fault !== undefined) report.broken.push(`seed ${seed}, ${commandLine(command)}: ${fault}`);
    if (fault !== undefined || programs.every(({ isOver }) => isOver)) break;
    report.commands += 1;
    report.calls += real.calls.length;
    if (real.errors.length > 0) report.failures += 1;
    for (const program of programs) await program.run(command, real);
  }
  await engine.close();
  report.undecided += programs.filter(({ isUndecided }) => isUndecided).length;
  return programs.flatMap(({ difference }) => difference ?? []);
}

/** One program of a stack, in the stand-in. */
class ComparedProgram {
  /** Where it differs from the engine. */
  public difference: string | undefined;
  /** Whether what comes next cannot be compared. */
  public isOver = false;
  /** Whether that is so because a failure has ended the deployment: how far it came then is up to the machine. */
  public isUndecided = false;
  private standIn: SimulatedStack;
  private readonly story: string[] = [];

  public constructor(
    hosts: RecordingHosts,
    private readonly seed: number,
    private readonly index: number,
    private readonly howMany: number,
  ) {
    this.standIn = SimulatedStack.open(hosts);
  }

  /** Runs its part of a command, and compares it with that of what the engine did. */
  public async run(command: StackCommand, real: CommandResult): Promise<void> {
    if (this.isOver) return;
    const own = ofProgram(command, this.index);
    this.story.push(commandLine(own));
    const wrong = await this.compare(own, seenBy(real, this.index));
    if (wrong === undefined) return;
    this.isOver = true;
    const program = own.kind === "import" ? "" : toSortedJson(own.programs);
    const lines = [`seed ${this.seed}, program ${this.index}:`, ...this.story, program, wrong];
    this.difference = lines.join("\n  ");
  }

  private async compare(command: StackCommand, real: CommandResult): Promise<string | undefined> {
    const order = orderOf(command, this.standIn);
    const wrong = order(real);
    if (wrong.length > 0) return `The engine: ${wrong.join("; ")}.`;
    const results: CommandResult[] = [];
    while (results.length < MAX_ORDERS) {
      const standIn = this.standIn.copy();
      const result = await standIn.run(command, results.length);
      const disordered = order(result);
      if (disordered.length > 0) return `The stand-in: ${disordered.join("; ")}.`;
      if (differenceOf(real, result, this.howMany === 1) === undefined) {
        this.standIn = standIn;
        return undefined;
      }
      results.push(result);
    }
    this.isOver = this.howMany === 1 && results.some((result) => haveOneBeginning(real, result));
    this.isUndecided = this.isOver;
    return this.isOver ? undefined : differenceOf(real, results[0]!, this.howMany === 1);
  }
}

// With `--run-program` the dependencies are those of the program.
function orderOf(command: StackCommand, { entries }: SimulatedStack): (result: CommandResult) => string[] {
  const things = command.kind === "import" ? [] : command.programs.flat();
  const runsProgram = command.kind === "destroy" && command.runProgram === true;
  return ({ calls }) => orderViolations(calls, things, runsProgram ? [] : entries);
}

// Of programs that share a stack, what the engine says does not tell which has failed.
function differenceOf(real: CommandResult, standIn: CommandResult, isAlone: boolean): string | undefined {
  if (isAlone && real.errors.length > 0 !== standIn.errors.length > 0) {
    const said = real.errors
      .join()
      .split("\n")
      .filter((line) => /error|fail/.test(line));
    return sideBySide("outcome", said, standIn.errors);
  }
  const [calls, others] = [bySubject(real.calls), bySubject(standIn.calls)];
  for (const subject of new Set([...calls.keys(), ...others.keys()])) {
    const [one, other] = [calls.get(subject) ?? [], others.get(subject) ?? []];
    if (one.join("\n") !== other.join("\n")) return sideBySide(`calls for ${subject}`, one, other);
  }
  const [one, other] = [real.entries, standIn.entries];
  const missing = one.filter((entry) => !other.includes(entry));
  const surplus = other.filter((entry) => !one.includes(entry));
  return missing.length + surplus.length > 0 || one.length !== other.length
    ? sideBySide("state", missing, surplus)
    : undefined;
}

function sideBySide(what: string, real: readonly string[], standIn: readonly string[]): string {
  return [`${what}:`, "the engine", ...real, "the stand-in", ...standIn].join("\n    ");
}

// Where a failure ends a deployment, how far the others came is up to the machine.
function haveOneBeginning(real: CommandResult, standIn: CommandResult): boolean {
  if (real.errors.length === 0 || standIn.errors.length === 0) return false;
  const [calls, others] = [bySubject(real.calls), bySubject(standIn.calls)];
  return [...new Set([...calls.keys(), ...others.keys()])].every((subject) => {
    const [one, other] = [calls.get(subject) ?? [], others.get(subject) ?? []];
    return one.slice(0, other.length).join() === other.slice(0, one.length).join();
  });
}

// A name that is not in the state would end all programs of the stack.
function withoutMissing(command: StackCommand, names: ReadonlySet<string>): StackCommand {
  if (command.kind === "import") return command;
  const { options, kind } = command;
  const mayBeNew = kind !== "refresh" && kind !== "destroy" && options.refresh !== true;
  const there = (given: readonly string[] = []): readonly string[] => given.filter((name) => names.has(name));
  const named = {
    targets: mayBeNew ? (options.targets ?? []) : there(options.targets),
    excludes: there(options.excludes),
    replaces: there(options.replaces),
  };
  const kept = Object.entries(named).filter(([, given]) => given.length > 0);
  const others = omit(omit(omit(options, "targets"), "excludes"), "replaces");
  return { ...command, options: { ...others, ...Object.fromEntries(kept) } };
}

// Where programs share a stack, what ends the deployment of one ends all.
function faultIn(message: string, isAlone: boolean): string | undefined {
  const fault = ENGINE_FAULT.exec(message)?.[0];
  if (isAlone) return fault;
  const said = message.split("Diagnostics:").at(-1)?.split("\n") ?? [];
  return fault ?? said.find((line) => line.includes(" error: ") && !HOOK_FAILURE.test(line))?.trim();
}

function ofProgram(command: StackCommand, index: number): StackCommand {
  const isOwn = (name: string): boolean => name.startsWith(`p${index}-`);
  if (command.kind === "import")
    return isOwn(command.name) ? command : { ...command, name: "", otherName: "" };
  const { targets, excludes, replaces, ...others } = command.options;
  return {
    ...command,
    programs: [command.programs[index]!],
    options: {
      ...others,
      ...(targets ? { targets: targets.filter(isOwn) } : {}),
      ...(excludes ? { excludes: excludes.filter(isOwn) } : {}),
      ...(replaces ? { replaces: replaces.filter(isOwn) } : {}),
    },
  };
}

function seenBy({ calls, entries, errors }: CommandResult, index: number): CommandResult {
  const isOwn = (name: string): boolean => name.startsWith(`p${index}-`);
  return {
    calls: calls.filter((call: RecordedCall) => isOwn(subjectOf(call))),
    entries: entries.filter((text) => isOwn((JSON.parse(text) as Entry).name)),
    errors,
  };
}
