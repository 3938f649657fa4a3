import { fstatSync } from "node:fs";

/** How a process is asked to end: the engine sends the first. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Has something done before this process ends, unless it is killed, or when the engine has ended, also where that was
 * killed: the engine holds the other end of the pipe from which a plugin process reads its input. One that is left behind
 * goes on, and serves nobody.
 *
 * @param work What is to be done, all of it at once.
 * @returns What takes it back.
 */
export function beforeEnd(work: () => void): () => void {
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
  const input = isPipe(0) ? process.stdin : undefined;
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
