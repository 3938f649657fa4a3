import { EventEmitter } from "node:events";
import { callMatches, describeFilter, type Call, type CallFilter } from "./call";

/** How long to wait for a call. */
export interface WaitOptions {
  /** Default 5000. */
  readonly timeoutMs?: number;
}

/** A call that has arrived and is being processed. */
export interface PendingCall {
  /** Adds or replaces properties of the call. */
  update(properties: Partial<Call>): void;
}

/**
 * The calls to the emulator, in order of arrival. A call is recorded on arrival and updated until it ends. The journal
 * keeps a limited number of calls; a new call then drops the oldest.
 */
export class Journal {
  private readonly entries = new Map<number, Call>();
  private sequence = 0;
  private droppedCalls = 0;
  private readonly changes = new EventEmitter<{ change: [Call] }>().setMaxListeners(0);

  /**
   * @param now milliseconds since 1970
   * @param limit the number of calls to keep
   */
  constructor(
    private readonly now: () => number,
    private readonly limit: number,
  ) {}

  /** The number of calls that were dropped because of the limit, since the start or the last `clear`. */
  get dropped(): number {
    return this.droppedCalls;
  }

  /** The calls that match, oldest first. */
  calls(filter: CallFilter = {}): Call[] {
    return [...this.entries.values()].filter((call) => callMatches(call, filter));
  }

  /** The number of calls that match; a string is the name of an operation. */
  count(filter: string | CallFilter = {}): number {
    return this.calls(typeof filter === "string" ? { operation: filter } : filter).length;
  }

  /** Removes all calls. Calls that are still pending are not recorded again. */
  clear(): void {
    this.entries.clear();
    this.droppedCalls = 0;
  }

  /**
   * The first call that starts to match after this. `{ operation }` matches on arrival, `{ written: true }` when
   * the store has changed, `{ ended: true }` when the call is complete.
   */
  next(filter: CallFilter, options: WaitOptions = {}): Promise<Call> {
    const before = new Set(this.calls(filter).map((call) => call.sequence));
    return this.waitFor(
      () => this.calls(filter).find((call) => !before.has(call.sequence)),
      `no call matched ${describeFilter(filter)}`,
      options,
    );
  }

  /** Waits until at least `count` calls match, including earlier ones. */
  reached(count: number, filter: CallFilter, options: WaitOptions = {}): Promise<Call[]> {
    return this.waitFor(
      () => {
        const calls = this.calls(filter);
        return calls.length >= count ? calls : undefined;
      },
      `fewer than ${count} calls matched ${describeFilter(filter)}`,
      options,
    );
  }

  /** Calls `listener` with every call that ends. */
  onEnd(listener: (call: Call) => void): void {
    this.changes.on("change", (call) => {
      if (call.ended) listener(call);
    });
  }

  /** Records the arrival of a call. */
  open(call: Pick<Call, "operation" | "requestId"> & Partial<Call>): PendingCall {
    this.sequence += 1;
    let current: Call = withoutEmails({
      sequence: this.sequence,
      time: new Date(this.now()).toISOString(),
      ...call,
      faults: [],
      written: false,
      ended: false,
    });
    const arrived = performance.now();
    this.entries.set(current.sequence, current);
    this.dropOldest();
    this.changes.emit("change", current);
    return {
      update: (properties) => {
        const end = properties.ended === true ? { durationMs: Math.round(performance.now() - arrived) } : {};
        current = withoutEmails({ ...current, ...properties, ...end });
        if (this.entries.has(current.sequence)) this.entries.set(current.sequence, current);
        this.changes.emit("change", current);
      },
    };
  }

  private dropOldest(): void {
    const [oldest] = this.entries.keys();
    if (this.entries.size <= this.limit || oldest === undefined) return;
    this.entries.delete(oldest);
    this.droppedCalls += 1;
  }

  private waitFor<T>(find: () => T | undefined, failure: string, options: WaitOptions): Promise<T> {
    const { timeoutMs = 5000 } = options;
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`After ${timeoutMs} ms ${failure}. The journal has ${this.entries.size} calls.`));
      }, timeoutMs);
      const stop = (): void => {
        clearTimeout(timer);
        this.changes.off("change", check);
      };
      this.changes.on("change", check);
      check();
    });
  }
}

/** A client may pass an email address as an id. The journal must not contain one. */
function withoutEmails(call: Call): Call {
  const text = JSON.stringify(call);
  const redact = (_: string, value: unknown): unknown =>
    typeof value === "string" && value.includes("@") ? "(withheld)" : value;
  return Object.freeze(text.includes("@") ? (JSON.parse(text, redact) as Call) : call);
}
