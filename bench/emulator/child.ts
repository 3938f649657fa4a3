/** The emulator in a child process, so that it does not share an event loop with the measurements. */
import { startEmulator } from "../../emulator";
import { actionsOf, type Actions } from "./actions";

/** Requests an action. The reply has the same number. */
export interface Request {
  number: number;
  action: keyof Actions;
  args: unknown[];
}

/** The result of a request. */
export interface Reply {
  number: number;
  result?: unknown;
  error?: string;
}

const UNLIMITED = 1_000_000;

async function main(): Promise<void> {
  const chime = await startEmulator({
    quotas: {
      membershipsPerRoom: UNLIMITED,
      membershipsPerProfile: UNLIMITED,
      membershipsPerChannel: UNLIMITED,
    },
  });
  const actions = actionsOf(chime);
  process.on("message", (request: Request) => process.send?.(execute(actions, request)));
  process.on("disconnect", () => void chime.stop());
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

// Ctrl+C in a terminal reaches this process too, but it must run until its parent process stops it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
void main();
