import { EventEmitter } from "node:events";
import type { Role } from "./seed";

/** Someone a batch names. */
export interface BatchMember {
  readonly memberId: string;
  readonly role?: string;
}

/** An entry of the `Errors` of a batch reply. */
export interface BatchError {
  /** In a channel the member's ARN. */
  readonly memberId: string;
  readonly errorCode: string;
}

/** One call, as far as it has come. Ids, never a name, an e-mail, a signature or a secret. */
export interface Call {
  /** 1 for the first call since the start; `clear` does not begin anew. */
  readonly sequence: number;
  /** When it arrived, ISO 8601. */
  readonly time: string;
  readonly operation: string;
  readonly requestId: string;
  readonly accountId?: string;
  readonly roomId?: string;
  /** The member (or user) that the call is about; a batch has `members` instead. */
  readonly memberId?: string;
  /** The role as it was asked for, right or wrong. */
  readonly role?: Role | (string & {});
  readonly members?: readonly BatchMember[];
  /** The region that the call is signed for. */
  readonly region?: string;
  /** Whom `x-amz-chime-bearer` names. */
  readonly bearer?: string;
  readonly appInstanceArn?: string;
  readonly channelArn?: string;
  /** The member of a channel, or the app instance user, that the call is about; a batch has `memberArns` instead. */
  readonly memberArn?: string;
  readonly memberArns?: readonly string[];
  /** The type of a channel membership as it was asked for, right or wrong. */
  readonly type?: "DEFAULT" | "HIDDEN" | (string & {});
  readonly accessKeyId?: string;
  /** Which attempt the client says it is (`amz-sdk-request`). */
  readonly attempt?: number;
  /** What ties the attempts of one command together (`amz-sdk-invocation-id`). */
  readonly invocationId?: string;
  /** What was done to the call on purpose, in words, e.g. `cut afterWrite`. */
  readonly faults: readonly string[];
  /** Whether the store was changed. */
  readonly written: boolean;
  /** Whether the emulator is done with it. */
  readonly ended: boolean;
  /** HTTP status sent; absent while pending and where the connection was cut. */
  readonly status?: number;
  /** Name of the error sent. */
  readonly error?: string;
  readonly memberErrors?: readonly BatchError[];
}

/** Calls with these properties: a record to compare with, or a function to ask. */
export type CallFilter = Partial<Call> | ((call: Call) => boolean);

/** How long to wait for a call. */
export interface WaitOptions {
  /** Default 5000. */
  readonly timeoutMs?: number;
}

/** What was called, in order of arrival. A call stands in it from its arrival on and is completed as it goes. */
export class Journal {
  private readonly entries = new Map<number, Call>();
  private sequence = 0;
  private readonly changes = new EventEmitter<{ change: [Call] }>().setMaxListeners(0);

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number) {}

  /** The calls that match, oldest first. */
  calls(filter: CallFilter = {}): Call[] {
    return [...this.entries.values()].filter((call) => matches(call, filter));
  }

  /** How many calls match; a string means the operation of that name. */
  count(filter: string | CallFilter = {}): number {
    return this.calls(typeof filter === "string" ? { operation: filter } : filter).length;
  }

  /** Forgets the calls so far. Pending ones are not recorded any more either. */
  clear(): void {
    this.entries.clear();
  }

  /**
   * The first call that begins to match from now on. `{ operation }` matches on arrival, `{ written: true }` once
   * the store has changed, `{ ended: true }` when all is over.
   */
  next(filter: CallFilter, options: WaitOptions = {}): Promise<Call> {
    const before = new Set(this.calls(filter).map((call) => call.sequence));
    return this.until(
      () => this.calls(filter).find((call) => !before.has(call.sequence)),
      `no call matched ${describe(filter)}`,
      options,
    );
  }

  /** Waits until at least `count` calls match, those of the past included. */
  reached(count: number, filter: CallFilter, options: WaitOptions = {}): Promise<Call[]> {
    return this.until(
      () => {
        const calls = this.calls(filter);
        return calls.length >= count ? calls : undefined;
      },
      `fewer than ${count} calls matched ${describe(filter)}`,
      options,
    );
  }

  /** Calls `listener` with every call that ends. */
  onEnd(listener: (call: Call) => void): void {
    this.changes.on("change", (call) => {
      if (call.ended) listener(call);
    });
  }

  /** Notes the arrival of a call. The result completes it. */
  open(call: Pick<Call, "operation" | "requestId"> & Partial<Call>): OpenCall {
    this.sequence += 1;
    let current: Call = withoutEmails({
      sequence: this.sequence,
      time: new Date(this.now()).toISOString(),
      ...call,
      faults: [],
      written: false,
      ended: false,
    });
    this.entries.set(current.sequence, current);
    this.changes.emit("change", current);
    return {
      note: (more) => {
        current = withoutEmails({ ...current, ...more });
        if (this.entries.has(current.sequence)) this.entries.set(current.sequence, current);
        this.changes.emit("change", current);
      },
    };
  }

  private until<T>(look: () => T | undefined, failure: string, options: WaitOptions): Promise<T> {
    const { timeoutMs = 5000 } = options;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        const seen = look();
        if (seen === undefined) return;
        stop();
        resolve(seen);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`After ${timeoutMs} ms ${failure}. The journal has ${this.entries.size} calls.`));
      }, timeoutMs);
      const stop = (): void => {
        clearTimeout(timer);
        this.changes.off("change", settle);
      };
      this.changes.on("change", settle);
      settle();
    });
  }
}

/** A call that is under way. */
export interface OpenCall {
  /** Adds what has become known. */
  note(more: Partial<Call>): void;
}

/** Somebody may take an address for an id, or sign with one. The journal holds no address all the same. */
function withoutEmails(call: Call): Call {
  const text = JSON.stringify(call);
  const withhold = (_: string, value: unknown): unknown =>
    typeof value === "string" && value.includes("@") ? "(withheld)" : value;
  return Object.freeze(text.includes("@") ? (JSON.parse(text, withhold) as Call) : call);
}

function matches(call: Call, filter: CallFilter): boolean {
  if (typeof filter === "function") return filter(call);
  return Object.entries(filter).every(([key, value]) => call[key as keyof Call] === value);
}

function describe(filter: CallFilter): string {
  return typeof filter === "function" ? filter.toString() : JSON.stringify(filter);
}
