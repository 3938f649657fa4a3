import type { ScratchProject } from "../../../tools/project/scratchProject";
import { Random } from "../engine/random";
import { ComparedProgram } from "./comparedProgram";
import { drawCommands } from "./drawCommands";
import { RealStack } from "./realStack";
import { RecordingHosts } from "./recordingHosts";
import { commandLine, withoutUnknownNames } from "./stackCommand";

export interface CompareOptions {
  /** The number of programs. */
  readonly runs: number;
  readonly seed: number;
  /** Called with each difference. */
  readonly onDifference?: (text: string) => void;
  /** Called after each stack with the number of programs so far. */
  readonly onProgress?: (programs: number) => void;
}

export interface CompareReport {
  readonly programs: number;
  readonly commands: number;
  readonly calls: number;
  /** The number of commands that failed in the real engine. */
  readonly failures: number;
  /** The number of programs that were compared only up to a failure that ended the deployment. */
  readonly endedWithFailure: number;
  /**
   * Why some stacks were compared only up to a command: the engine crashed, or a program ended the whole deployment.
   */
  readonly abandoned: readonly string[];
  readonly differences: readonly string[];
}

/** The number of programs in a stack. Every fourth stack has only one. */
const PROGRAMS_PER_STACK = 12;

/** Errors in the output of the engine that are faults of the engine itself. */
const ENGINE_FAULT = /snapshot integrity failure.*|panic:.*|fatal error:.*/;

/** Errors in the output of the engine that are failures of hooks. */
const HOOK_FAILURE = /error: (1 error occurred|update failed|\w+ of \S+ fails)/;

/** Runs random programs in the real engine and in the simulated engine, and compares the calls of hooks. */
export async function compare(options: CompareOptions): Promise<CompareReport> {
  const project = await RealStack.openProject();
  const hosts = await RecordingHosts.start();
  const report: MutableReport = {
    ...{ programs: 0, commands: 0, calls: 0, failures: 0, endedWithFailure: 0 },
    ...{ abandoned: [], differences: [] },
  };
  try {
    for (let stack = 0; report.programs < options.runs; stack += 1) {
      const remaining = options.runs - report.programs;
      const programCount = stack % 4 === 3 ? 1 : Math.min(PROGRAMS_PER_STACK, remaining);
      const seed = options.seed + stack;
      for (const difference of await compareStack(project, hosts, seed, programCount, report)) {
        report.differences.push(difference);
        options.onDifference?.(difference);
      }
      report.programs += programCount;
      options.onProgress?.(report.programs);
    }
    return report;
  } finally {
    await hosts.stop();
    await project.close();
  }
}

type MutableReport = { -readonly [Property in keyof CompareReport]: CompareReport[Property] } & {
  abandoned: string[];
  differences: string[];
};

async function compareStack(
  project: ScratchProject,
  hosts: RecordingHosts,
  seed: number,
  programCount: number,
  report: MutableReport,
): Promise<string[]> {
  const stack = await RealStack.open(project, `s${seed}`);
  const isAlone = programCount === 1;
  const programs = Array.from(
    { length: programCount },
    (_, index) => new ComparedProgram(hosts, seed, index, isAlone),
  );
  for (const drawn of drawCommands(new Random(seed), programCount)) {
    const command = isAlone ? drawn : withoutUnknownNames(drawn, await stack.names());
    const result = await stack.run(command);
    const [fault] = result.errors.flatMap((message) => faultIn(message, isAlone) ?? []);
    if (fault !== undefined) report.abandoned.push(`seed ${seed}, ${commandLine(command)}: ${fault}`);
    if (fault !== undefined || programs.every(({ isOver }) => isOver)) break;
    report.commands += 1;
    report.calls += result.calls.length;
    if (result.errors.length > 0) report.failures += 1;
    for (const program of programs) await program.run(command, result);
  }
  await stack.close();
  report.endedWithFailure += programs.filter(({ endedWithFailure }) => endedWithFailure).length;
  return programs.flatMap(({ difference }) => difference ?? []);
}

// An error that is no failure of a hook ends the deployment of all programs that share a stack.
function faultIn(message: string, isAlone: boolean): string | undefined {
  const fault = ENGINE_FAULT.exec(message)?.[0];
  if (isAlone) return fault;
  const diagnostics = message.split("Diagnostics:").at(-1)?.split("\n") ?? [];
  return fault ?? diagnostics.find((line) => line.includes(" error: ") && !HOOK_FAILURE.test(line))?.trim();
}
