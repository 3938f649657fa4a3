import { fstatSync } from "node:fs";
import type { Socket } from "node:net";

/** The signals that ask a process to end. The engine sends SIGINT. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The standard input of a plugin process, if it is a pipe. The engine holds the other end, so that it closes when the
 * engine ends, also when it is killed.
 */
export function engineStdin(): Socket | undefined {
  return isPipe(0) ? process.stdin : undefined;
}

/**
 * Calls a function before this process ends (unless it is killed), or when its engine ends: a plugin process whose
 * engine was killed keeps running.
 *
 * @param work The function, which must be synchronous and may be called more than once.
 * @param input A stream that closes when the engine ends.
 * @returns A function that cancels it.
 */
export function onShutdown(work: () => void, input: Socket | undefined): () => void {
  const handlers = SIGNALS.map((signal): [NodeJS.Signals, () => void] => [
    signal,
    () => {
      try {
        work();
      } finally {
        // The handler is gone, so that the signal now ends the process, as it would have done without the handler.
        process.kill(process.pid, signal);
      }
    },
  ]);
  process.once("exit", work);
  for (const [signal, handle] of handlers) process.once(signal, handle);
  input?.once("close", work).resume().unref();
  return () => {
    process.off("exit", work);
    for (const [signal, handle] of handlers) process.off(signal, handle);
    input?.off("close", work);
  };
}

function isPipe(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return found.isFIFO() || found.isSocket();
  } catch {
    return false;
  }
}
