/** Runs the emulator in a separate process, so that it does not share the event loop of the measurements. */
import { startEmulator } from "../../emulator";
import { actionsOf, type Actions } from "./actions";

/** Requests an action. The answer has the same number. */
export interface Request {
  number: number;
  action: keyof Actions;
  args: unknown[];
}

/** The result of a request. */
export interface Answer {
  number: number;
  result?: unknown;
  error?: string;
}

const MANY = 1_000_000;

async function main(): Promise<void> {
  const chime = await startEmulator({
    quotas: { membershipsPerRoom: MANY, membershipsPerProfile: MANY, membershipsPerChannel: MANY },
  });
  const actions = actionsOf(chime);
  process.on("message", (request: Request) => process.send?.(answer(actions, request)));
  process.on("disconnect", () => void chime.stop());
  process.send?.({ number: 0 } satisfies Answer);
}

function answer(actions: Actions, { number, action, args }: Request): Answer {
  try {
    const work = actions[action] as (...values: unknown[]) => unknown;
    return { number, result: work(...args) };
  } catch (error) {
    return { number, error: String(error) };
  }
}

// Ctrl+C in a terminal reaches this process too. It must run until its parent process stops it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
void main();
