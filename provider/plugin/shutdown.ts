import { fstatSync } from "node:fs";
import { Server, type Socket } from "node:net";

/**
 * The standard input of a plugin process, if it is a pipe. The engine holds the other end, so that it closes when the
 * engine ends, also when it is killed.
 */
export function engineStdin(): Socket | undefined {
  return isPipe(0) ? process.stdin : undefined;
}

/**
 * Calls a function when the engine ends this process, which it does with SIGINT, or when the engine has ended: a plugin
 * process whose engine was killed keeps running. A process that ends in another way crashed or was killed by itself, and
 * the other processes of its deployment go on.
 *
 * @param work The function, which must be synchronous and may be called more than once.
 * @param input A stream that closes when the engine ends.
 */
export function onShutdown(work: () => void, input: Socket | undefined): void {
  process.once("SIGINT", () => {
    try {
      work();
    } finally {
      // The handler is gone, so that the signal now ends the process, as it would have done without the handler.
      process.kill(process.pid, "SIGINT");
    }
  });
  input?.once("close", work).resume().unref();
}

/**
 * Calls a function when the engine cancels the deployment, as after Ctrl-C.
 *
 * The engine starts plugins in process groups of their own, so that Ctrl-C sends them no SIGINT. It calls Cancel and waits for the
 * hooks. Pulumi's host of dynamic providers answers that call itself and passes it to no provider, so this watches the requests to its
 * server. If a later version of Node.js or gRPC does not show them, a cancelled deployment waits for its hooks, however long.
 */
export function onCancel(work: () => void): void {
  const { _getActiveHandles: handles } = process as { _getActiveHandles?: () => unknown[] };
  for (const server of handles?.call(process) ?? []) {
    if (!(server instanceof Server)) continue;
    server.on("stream", (_: unknown, headers: Partial<Record<string, unknown>> = {}) => {
      if (headers[":path"] === "/pulumirpc.ResourceProvider/Cancel") work();
    });
  }
}

function isPipe(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    return found.isFIFO() || found.isSocket();
  } catch {
    return false;
  }
}
