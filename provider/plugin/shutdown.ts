import { fstatSync } from "node:fs";
import type { Socket } from "node:net";

/** How a process is asked to end: the engine sends the first. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The input of a plugin process, where it is a pipe: the engine holds its other end, so that it closes when the engine has
 * ended, also where that was killed.
 */
export function engineStdin(): Socket | undefined {
  return isPipe(0) ? process.stdin : undefined;
}

/**
 * Has something done before this process ends, unless it is killed, or when its engine has ended: a process that is left
 * behind goes on, and serves nobody.
 *
 * @param work What is to be done, all of it at once.
 * @param input What closes when the engine has ended.
 * @returns What takes it back.
 */
export function onShutdown(work: () => void, input: Socket | undefined): () => void {
  const handlers = SIGNALS.map((signal): [NodeJS.Signals, () => void] => [
    signal,
    () => {
      try {
        work();
      } finally {
        // Nobody handles it any more, so that it ends the process, as it would have without this.
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
