import { COMMON_ACTIONS, type Actions, type Reply, type Request } from "./messages";

/** Performs the actions that the parent process requests, until the parent process ends. */
export function serveActions(actions: Actions): void {
  // Ctrl+C in a terminal reaches this process too, but it must run until its parent process stops it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  process.on("disconnect", () => process.exit());
  const all: Actions = { ...COMMON_ACTIONS, ...actions };
  process.on("message", (request: Request) => process.send?.(execute(all, request)));
  process.send?.({ number: 0 } satisfies Reply);
}

function execute(actions: Actions, { number, action, args }: Request): Reply {
  try {
    const run = actions[action] as (...values: unknown[]) => unknown;
    return { number, result: run(...args) };
  } catch (error) {
    return { number, error: String(error) };
  }
}
