import assert from "node:assert/strict";

import fc from "fast-check";

import { startEmulator, type Emulator } from "../../../emulator";
import { OPTIONS, SAMPLES } from "../../conformance/samples";
import { send, sendSigned } from "../../unit/emulator/raw";
import { UUID } from "../../unit/emulator/world";
import { exchange, repliesIn, type WireReply } from "./exchange";
import { fuzzInput, type FuzzInput } from "./inputs";

/** The number of concurrent inputs. */
const AT_ONCE = 50;
/** The limit of heap growth between the first quarter and the end, in MiB. */
const HEAP_GROWTH_MIB = 64;

/** The result of a run. */
export interface FuzzReport {
  readonly inputs: number;
  /** Replies by kind of input, status and error. */
  readonly answers: ReadonlyMap<string, number>;
  /** MiB in use after the first quarter, and at the end. */
  readonly heap: readonly [number, number];
}

/**
 * Sends inputs to an emulator, most of them invalid. It must answer or close each connection in time, never with a
 * status of 500 or above, and continue to work.
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
  const complaints = listenToComplaints();
  const target = await Target.open();
  const heap: number[] = [];
  try {
    const property = fc.asyncProperty(
      fc.array(fuzzInput, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (inputs) => {
        await Promise.all(inputs.map((input) => target.feed(input)));
        await target.proveAlive();
        assert.deepEqual(complaints.heard, []);
        if (heap.length === 0 && target.fed >= count / 4) heap.push(heapMib());
        progress(target.fed);
      },
    );
    await fc.assert(property, { numRuns: Math.ceil(count / AT_ONCE), seed, endOnFailure: false });
    heap.push(heapMib());
    const [early = 0, late = 0] = heap;
    assert.ok(late - early < HEAP_GROWTH_MIB, `The heap grew from ${early} to ${late} MiB.`);
    return { inputs: target.fed, answers: target.answers, heap: [early, late] };
  } finally {
    complaints.stop();
    await target.close();
  }
}

/** The errors that the emulator prints, also if the client has closed the connection. */
function listenToComplaints(): { heard: unknown[]; stop: () => void } {
  const heard: unknown[] = [];
  const original = console.error;
  console.error = (...what: unknown[]): void => {
    heard.push(...what);
  };
  return {
    heard,
    stop: () => {
      console.error = original;
    },
  };
}

/** The emulator under test and its replies so far. */
class Target {
  public readonly answers = new Map<string, number>();
  public fed = 0;

  private constructor(private readonly chime: Emulator) {}

  public static async open(): Promise<Target> {
    const chime = await startEmulator({ ...OPTIONS, admin: true, quotas: { roomsPerAccount: 100 } });
    SAMPLES["messaging"]?.["CreateChannelMembership"]?.prepare?.(chime);
    return new Target(chime);
  }

  public close(): Promise<void> {
    return this.chime.stop();
  }

  public async feed(input: FuzzInput): Promise<void> {
    this.fed += 1;
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

  /** Checks that a valid call succeeds. Clears the journal, which grows by design. */
  public async proveAlive(): Promise<void> {
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

  private count(answer: string): void {
    this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
  }
}

function heapMib(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
}
