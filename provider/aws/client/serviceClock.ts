import type { MiddlewareStack, Pluggable } from "@smithy/types";

/** How far the clocks of a service's machines may differ, in milliseconds. */
const MARGIN_MS = 1_000;

/** The same where no answer has told the time yet: the clock of this machine may be wrong. */
const UNKNOWN_MARGIN_MS = 10 * 60_000;

/**
 * By how much the clock of a client's service is ahead of `performance.now()`, in milliseconds: at least. An answer tells the
 * time without the parts of a second, so that the largest difference is the best.
 */
const offsets = new WeakMap<object, number>();

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
  const offset = offsets.get(client);
  if (offset !== undefined) return began + offset - MARGIN_MS;
  return Date.now() - (performance.now() - began) - UNKNOWN_MARGIN_MS;
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
  offsets.set(client, Math.max(time - performance.now(), offsets.get(client) ?? -Infinity));
}

function headersOf(response: unknown): Partial<Record<string, string>> {
  return (response as { headers?: Partial<Record<string, string>> } | undefined)?.headers ?? {};
}
