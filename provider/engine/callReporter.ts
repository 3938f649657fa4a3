import type { CallDescription } from "../chime/chimeError";
import type { CallObserver, CallOutcome } from "../chime/observer";
import type { FailureFacts } from "../chime/classify";
import type { Log } from "./engineLog";

/** How long a call may be retried before the person at the screen is told, in milliseconds. */
const PATIENCE_MS = 3_000;

interface SlowCall {
  since: number;
  failures: number;
  last: FailureFacts;
  timer: NodeJS.Timeout;
}

/** Tells the person at the screen which calls are being retried, for as long as they are. */
export class CallReporter implements CallObserver {
  private readonly retried = new Map<CallDescription, SlowCall>();

  /**
   * @param log Where to tell it.
   * @param detailed Whether every call and every failed attempt is reported, to stay.
   */
  public constructor(
    private readonly log: Log,
    private readonly detailed: boolean,
  ) {}

  public retrying(call: CallDescription, failure: FailureFacts): void {
    const known = this.retried.get(call);
    const since = known?.since ?? Date.now();
    clearTimeout(known?.timer);
    const timer = setTimeout(
      () => {
        this.show(call);
      },
      Math.max(0, since + PATIENCE_MS - Date.now()),
    );
    timer.unref();
    this.retried.set(call, { since, failures: (known?.failures ?? 0) + 1, last: failure, timer });
    if (this.detailed) this.log.info(`${call.operation}, ${call.purpose}: ${inWords(failure)}, trying again`);
  }

  public ended(call: CallDescription, outcome: CallOutcome): void {
    const slow = this.retried.get(call);
    clearTimeout(slow?.timer);
    this.retried.delete(call);
    if (slow && Date.now() - slow.since >= PATIENCE_MS) this.log.status("");
    if (this.detailed) this.log.info(`${call.operation}, ${call.purpose}: ${summary(outcome)}`);
  }

  private show(call: CallDescription): void {
    const slow = this.retried.get(call);
    if (!slow) return;
    const others = this.retried.size - 1;
    const more = others > 0 ? `, and ${others} more` : "";
    const tries = `${slow.failures} ${slow.failures === 1 ? "attempt" : "attempts"} failed`;
    this.log.status(`Still trying to ${call.purpose}${more}: ${tries}, the last with ${inWords(slow.last)}`);
  }
}

function summary({ seconds, attempts = 0, ...facts }: CallOutcome): string {
  return `${inWords(facts)}, attempt ${attempts}, ${(seconds * 1000).toFixed(0)} ms`;
}

function inWords({ name, status, requestId }: FailureFacts): string {
  return [name, status && `HTTP ${status}`, requestId && `request id ${requestId}`]
    .filter(Boolean)
    .join(", ");
}
