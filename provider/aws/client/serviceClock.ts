import type { MiddlewareStack, Pluggable } from "@smithy/types";

/** How far the clocks of a service's machines may differ, in milliseconds. */
const MARGIN_MS = 1_000;

/** The same where no answer has told the time yet: the clock of this machine may be wrong. */
const UNKNOWN_MARGIN_MS = 10 * 60_000;

/** By how much the clock of a client's service is ahead of `performance.now()`, in milliseconds: at least. */
interface Offset {
  /** When an answer said so, by `performance.now()`. */
  at: number;
  ahead: number;
}

/**
 * An answer tells the time without the parts of a second, so that a larger difference is better: each is larger than the one
 * before. A machine that sleeps makes it larger too, because `performance.now()` stands still meanwhile.
 */
const offsets = new WeakMap<object, Offset[]>();

/**
 * Notes the time of the service from each of its answers: the SDK corrects only a clock that is off by minutes, and here it
 * decides whether somebody was there before.
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
        // The last of its step sees answers that are errors too.
        { step: "deserialize", priority: "low", name: "pulumiChimeServiceTime", override: true },
      );
    },
  };
}

/**
 * The earliest time of the service at which a call can have written something that began at this time of
 * `performance.now()`. In milliseconds since the epoch. To be asked when an answer is there.
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

/** Whether an answer of the client's service has told the time. */
export function isTimeKnown(client: object): boolean {
  return offsets.has(client);
}

/** Whether something was written before this time of the service, as far as clocks can tell. */
export function isOlder(written: Date | undefined, time: number): boolean {
  return written !== undefined && written.getTime() < time;
}

// What has no request id may be a proxy's, with a clock of its own.
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
