import assert from "node:assert/strict";

import fc from "fast-check";

import { startEmulator, type Emulator } from "../../../emulator";
import { OPTIONS, SAMPLES } from "../../conformance/samples";
import { send, sendSigned } from "../../unit/emulator/raw";
import { UUID } from "../../unit/emulator/world";
import { exchange, repliesIn, type WireReply } from "./exchange";
import { fuzzInput, type FuzzInput } from "./inputs";

/** The number of inputs that are sent concurrently. */
const CONCURRENCY = 50;
/** The limit of heap growth between the first quarter and the end, in MiB. */
const MAX_HEAP_GROWTH_MIB = 64;

/** The result of a run. */
export interface FuzzReport {
  readonly inputs: number;
  /** Replies by kind of input, status and error. */
  readonly replies: ReadonlyMap<string, number>;
  /** MiB in use after the first quarter, and at the end. */
  readonly heap: readonly [number, number];
}

/**
 * Sends inputs to an emulator, most of them invalid. The emulator must reply in time or close the connection, must
 * never respond with a status of 500 or above, and must keep working.
 *
 * @param count The number of inputs.
 * @param seed The same seed generates the same inputs.
 * @param progress Called from time to time with the number of inputs done.
 */
export async function fuzz(
  count: number,
  seed: number,
  progress: (done: number) => void = () => undefined,
): Promise<FuzzReport> {
  const printedErrors = captureErrors();
  const target = await Target.open();
  const heap: number[] = [];
  try {
    const property = fc.asyncProperty(
      fc.array(fuzzInput, { minLength: CONCURRENCY, maxLength: CONCURRENCY }),
      async (inputs) => {
        await Promise.all(inputs.map((input) => target.send(input)));
        await target.checkAlive();
        assert.deepEqual(printedErrors.errors, []);
        if (heap.length === 0 && target.sent >= count / 4) heap.push(heapMib());
        progress(target.sent);
      },
    );
    await fc.assert(property, { numRuns: Math.ceil(count / CONCURRENCY), seed, endOnFailure: false });
    heap.push(heapMib());
    const [early = 0, late = 0] = heap;
    assert.ok(late - early < MAX_HEAP_GROWTH_MIB, `The heap grew from ${early} to ${late} MiB.`);
    return { inputs: target.sent, replies: target.replies, heap: [early, late] };
  } finally {
    printedErrors.stop();
    await target.close();
  }
}

/** Captures what the emulator prints to stderr, such as errors that it cannot send because the client disconnected. */
function captureErrors(): { errors: unknown[]; stop: () => void } {
  const errors: unknown[] = [];
  const original = console.error;
  console.error = (...values: unknown[]): void => {
    errors.push(...values);
  };
  return {
    errors,
    stop: () => {
      console.error = original;
    },
  };
}

/** The emulator under test, and the replies so far. */
class Target {
  public readonly replies = new Map<string, number>();
  public sent = 0;

  private constructor(private readonly chime: Emulator) {}

  public static async open(): Promise<Target> {
    const chime = await startEmulator({ ...OPTIONS, admin: true, quotas: { roomsPerAccount: 100 } });
    SAMPLES["messaging"]?.["CreateChannelMembership"]?.prepare?.(chime);
    return new Target(chime);
  }

  public close(): Promise<void> {
    return this.chime.stop();
  }

  public async send(input: FuzzInput): Promise<void> {
    this.sent += 1;
    const replies = await this.repliesTo(input);
    if (replies.length === 0) this.count(`${input.kind} closed`);
    for (const reply of replies) {
      const error = reply.headers["x-amzn-errortype"];
      this.count(`${input.kind} ${reply.status}${error === undefined ? "" : ` ${error}`}`);
      assert.ok(reply.status >= 100 && reply.status < 500, `${reply.status}: ${reply.body.slice(0, 500)}`);
      if (error !== undefined) assert.match(reply.headers["x-amzn-requestid"] ?? "", UUID);
    }
    if (input.kind === "admin") this.chime.faults.clear();
  }

  /** Checks that a valid call succeeds, and clears the journal, which otherwise grows. */
  public async checkAlive(): Promise<void> {
    const { status, body } = await sendSigned(this.chime, { path: "/accounts/account-1" });
    assert.equal(status, 200, body);
    assert.deepEqual(this.chime.journal.calls({ error: "InternalFailure" }), []);
    this.chime.journal.clear();
  }

  private async repliesTo(input: FuzzInput): Promise<WireReply[]> {
    if ("bytes" in input) return repliesIn(await exchange(this.chime, input.bytes));
    const { request, service } = input;
    const reply =
      input.kind === "admin"
        ? await send(this.chime, request)
        : await sendSigned(this.chime, request, { service: service === "sts" ? "sts" : "chime" });
    return [{ ...reply, headers: reply.headers as Record<string, string> }];
  }

  private count(reply: string): void {
    this.replies.set(reply, (this.replies.get(reply) ?? 0) + 1);
  }
}

function heapMib(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
}
