import type { CallDescription } from "../aws/errors/chimeError";
import type { CallObserver, CallOutcome, FailedAttempt } from "../aws/call/callObserver";
import type { FailureMetadata } from "../aws/errors/classify";
import type { Log } from "./log";

/** How long a call may be retried before the person at the screen is told, in milliseconds. */
const PATIENCE_MS = 3_000;

interface SlowCall {
  since: number;
  last: FailedAttempt;
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

  public attemptFailed(call: CallDescription, attempt: FailedAttempt): void {
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
    this.retried.set(call, { since, last: attempt, timer });
    this.report(call, failureOf(attempt));
  }

  public ended(call: CallDescription, outcome: CallOutcome): void {
    const slow = this.retried.get(call);
    clearTimeout(slow?.timer);
    this.retried.delete(call);
    if (slow && Date.now() - slow.since >= PATIENCE_MS) this.log.status("");
    this.report(call, summaryOf(outcome));
  }

  private report({ operation, purpose }: CallDescription, what: string): void {
    if (this.detailed) this.log.info(`${operation}, ${purpose}: ${what}`);
  }

  private show(call: CallDescription): void {
    const slow = this.retried.get(call);
    if (!slow) return;
    const others = this.retried.size - 1;
    const more = others > 0 ? `, and ${others} more` : "";
    const failures = `${counted(slow.last.attempt)} failed`;
    this.log.status(
      `Still trying to ${call.purpose}${more}: ${failures}, the last with ${inWords(slow.last)}`,
    );
  }
}

function failureOf({ attempt, maxAttempts: mostAttempts, seconds, ...facts }: FailedAttempt): string {
  return `${inWords(facts)}, attempt ${attempt} of at most ${mostAttempts}, ${milliseconds(seconds)}`;
}

function summaryOf({ seconds, attempts, ...facts }: CallOutcome): string {
  // What never left this machine had no attempt.
  const after = attempts === undefined ? [] : [`after ${counted(attempts)}`];
  return [inWords(facts), ...after, `${milliseconds(seconds)} in all`].join(", ");
}

function counted(attempts: number): string {
  return `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}

function inWords({ name, status, requestId }: FailureMetadata): string {
  return [name, status && `HTTP ${status}`, requestId && `request id ${requestId}`]
    .filter(Boolean)
    .join(", ");
}
