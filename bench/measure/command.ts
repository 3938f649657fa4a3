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

/** Runs a command. If the signal aborts, ends the command, then throws. */
export async function run(command: Command, abortSignal: AbortSignal): Promise<Run> {
  abortSignal.throwIfAborted();
  const started = Date.now();
  // A separate process group: Ctrl+C does not reach the command twice, and signals reach its child processes.
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
  const termination = terminateOnAbort(abortSignal, child);
  const [code] = (await exit) as [number | null];
  const ended = Date.now();
  termination.cancel();
  abortSignal.throwIfAborted();
  return { started, ended, failed: code !== 0, output };
}

function terminateOnAbort(abortSignal: AbortSignal, child: ChildProcess): { cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const signalNext = (index: number): void => {
    const signal = SIGNALS[index];
    if (signal === undefined) return;
    if (child.pid !== undefined) signalIfThere(-child.pid, signal);
    timer = setTimeout(signalNext, MILLISECONDS_BETWEEN_SIGNALS[index], index + 1);
  };
  const onAbort = (): void => {
    signalNext(0);
  };
  abortSignal.addEventListener("abort", onAbort, { once: true });
  return {
    cancel: () => {
      clearTimeout(timer);
      abortSignal.removeEventListener("abort", onAbort);
    },
  };
}
