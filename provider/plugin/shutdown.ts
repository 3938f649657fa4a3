import { fstatSync } from "node:fs";
import type { Socket } from "node:net";

/**
 * The input of a plugin process, where it is a pipe: the engine holds its other end, so that it closes when the engine has
 * ended, also where that was killed.
 */
export function engineStdin(): Socket | undefined {
  return isPipe(0) ? process.stdin : undefined;
}

/**
 * Has something done before the engine ends this process, which it asks for by SIGINT, or when the engine has ended: a
 * process that is left behind goes on, and serves nobody. A process that ends otherwise, alone, has crashed or was killed:
 * the others of its deployment go on.
 *
 * @param work What is to be done, all of it at once.
 * @param input What closes when the engine has ended.
 */
export function onShutdown(work: () => void, input: Socket | undefined): void {
  process.once("SIGINT", () => {
    try {
      work();
    } finally {
      // Nobody handles it any more, so that it ends the process, as it would have without this.
      process.kill(process.pid, "SIGINT");
    }
  });
  input?.once("close", work).resume().unref();
}

function isPipe(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return found.isFIFO() || found.isSocket();
  } catch {
    return false;
  }
}
