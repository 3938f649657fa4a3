import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import { signalIfThere } from "../../test/support/signals";

/** A command to run. */
export interface Command {
  file: string;
  args: readonly string[];
  folder: string;
  environment: NodeJS.ProcessEnv;
}

/** The result of a command. */
export interface Run {
  /** Milliseconds since 1970. */
  started: number;
  ended: number;
  failed: boolean;
  /** The output, to print if it failed. */
  output: string;
}

// After the first interrupt, Pulumi waits for its hooks; after the second, it exits.
const MILLISECONDS_BETWEEN_SIGNALS = [3000, 5000];
const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGINT", "SIGKILL"];

/** Runs a command. If it is interrupted, ends the command and then throws. */
export async function run(command: Command, interrupted: AbortSignal): Promise<Run> {
  interrupted.throwIfAborted();
  const started = Date.now();
  // In its own process group, so that Ctrl+C does not reach it twice, and the whole group can be signalled.
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
  const signalNext = (index: number): void => {
    const signal = SIGNALS[index];
    if (signal === undefined) return;
    if (child.pid !== undefined) signalIfThere(-child.pid, signal);
    timer = setTimeout(signalNext, MILLISECONDS_BETWEEN_SIGNALS[index], index + 1);
  };
  const begin = (): void => {
    signalNext(0);
  };
  interrupted.addEventListener("abort", begin, { once: true });
  return {
    cancel: () => {
      clearTimeout(timer);
      interrupted.removeEventListener("abort", begin);
    },
  };
}
