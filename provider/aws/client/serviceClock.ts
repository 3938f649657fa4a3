import type { MiddlewareStack, Pluggable } from "@smithy/types";

/** How far the clocks of a service's machines may differ. */
const MARGIN_MS = 1_000;

/** The same before any answer has shown the time: then the clock of this machine counts, which may be wrong. */
const UNKNOWN_MARGIN_MS = 10 * 60_000;

/** By how much the clock of a client's service is ahead of `performance.now()`, in milliseconds: at least. */
interface Offset {
  /** When an answer said so, by `performance.now()`. */
  at: number;
  ahead: number;
}

/**
 * The offsets that were larger than all before, in their order. The Date header has no fractions of a second, so a larger offset is more
 * accurate. It also grows while the machine sleeps, because `performance.now()` stands still.
 */
const offsets = new WeakMap<object, Offset[]>();

/**
 * Reads the clock of the service from each of its answers. It decides whether something was created before a call; the SDK
 * corrects the local clock only if it is off by minutes.
 */
export function noteServiceTime<Input extends object, Output extends object>(
  client: object,
): Pluggable<Input, Output> {
  return {
    applyToStack: (stack: MiddlewareStack<Input, Output>) => {
      stack.add(
        (next) => async (args) => {
          const result = await next(args);
          note(client, headersOf(result.response));
          return result;
        },
        // With a low priority, because that one sees errors too.
        { step: "deserialize", priority: "low", name: "pulumiChimeServiceTime", override: true },
      );
    },
  };
}

/**
 * Converts a time of `performance.now()` to the earliest time that it may be by the clock of the service, in milliseconds
 * since the epoch. To be called after an answer.
 */
export function serviceTime(client: object, began: number): number {
  const known = offsets.get(client);
  const first = known?.[0];
  if (known === undefined || first === undefined) return performance.timeOrigin + began - UNKNOWN_MARGIN_MS;
  const before = known.filter(({ at }) => at < began).at(-1);
  const least = (before ?? first).ahead;
  // What is larger by more than the parts of a second counts time that the machine has slept since.
  const ahead = Math.max(...known.map((one) => one.ahead).filter((one) => one < least + 1_000));
  return began + ahead - MARGIN_MS - (before ? 0 : sleptFor());
}

// Since this process began, by the clock of the machine, which goes on.
function sleptFor(): number {
  return Math.max(0, Date.now() - performance.timeOrigin - performance.now());
}

/** Whether an answer has shown the clock of the client's service. */
export function isTimeKnown(client: object): boolean {
  return offsets.has(client);
}

/** Whether something was written before this time of the service. */
export function isOlder(written: Date | undefined, time: number): boolean {
  return written !== undefined && written.getTime() < time;
}

// An answer without a request id may come from a proxy with its own clock.
function note(client: object, headers: Partial<Record<string, string>>): void {
  const time = Date.parse(headers["date"] ?? "");
  const isOfAws = headers["x-amzn-requestid"] !== undefined || headers["x-amz-request-id"] !== undefined;
  if (!isOfAws || Number.isNaN(time)) return;
  const known = offsets.get(client) ?? [];
  const at = performance.now();
  const ahead = time - at;
  if (ahead > (known.at(-1)?.ahead ?? -Infinity)) offsets.set(client, [...known, { at, ahead }]);
}

function headersOf(response: unknown): Partial<Record<string, string>> {
  return (response as { headers?: Partial<Record<string, string>> } | undefined)?.headers ?? {};
}
