import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import { signalIfThere } from "../../test/support/signals";

/** A program to run. */
export interface Command {
  file: string;
  args: readonly string[];
  folder: string;
  environment: NodeJS.ProcessEnv;
}

/** How a run went. */
export interface Run {
  /** Milliseconds since 1970. */
  started: number;
  ended: number;
  failed: boolean;
  /** What it printed, for a person to read where it failed. */
  output: string;
}

// Pulumi lets its hooks finish after the first interrupt, and leaves at once after the second.
const PATIENCE = [3000, 5000];
const INTERRUPTS: readonly NodeJS.Signals[] = ["SIGINT", "SIGINT", "SIGKILL"];

/** Runs a command to its end. An interrupt ends the command first and is thrown then. */
export async function run(command: Command, interrupted: AbortSignal): Promise<Run> {
  interrupted.throwIfAborted();
  const started = Date.now();
  // In a group of its own, so that Ctrl+C does not reach it by two ways, and all of it can be ended.
  const child = spawn(command.file, command.args, {
    cwd: command.folder,
    env: command.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exit = once(child, "exit");
  const ending = endWhen(interrupted, child);
  const [code] = (await exit) as [number | null];
  const ended = Date.now();
  ending.cancel();
  interrupted.throwIfAborted();
  return { started, ended, failed: code !== 0, output };
}

function endWhen(interrupted: AbortSignal, child: ChildProcess): { cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const strike = (time: number): void => {
    const signal = INTERRUPTS[time];
    if (signal === undefined) return;
    // The whole group of the command.
    if (child.pid !== undefined) signalIfThere(-child.pid, signal);
    timer = setTimeout(strike, PATIENCE[time], time + 1);
  };
  const begin = (): void => {
    strike(0);
  };
  interrupted.addEventListener("abort", begin, { once: true });
  return {
    cancel: () => {
      clearTimeout(timer);
      interrupted.removeEventListener("abort", begin);
    },
  };
}
