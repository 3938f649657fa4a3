import type { CallDescription } from "../aws/errors/chimeError";
import type { CallObserver, CallOutcome, FailedAttempt } from "../aws/call/callObserver";
import { failureName, kindOf, type FailureMetadata } from "../aws/errors/classify";
import type { Log } from "./log";

/** How long a call is retried before it is reported, in milliseconds. */
const REPORT_AFTER_MS = 3_000;

/** The shortest time between two reports, in milliseconds: without a terminal, each is a line of its own. */
const REPORT_EVERY_MS = 5_000;

interface RetriedCall {
  since: number;
  last: FailedAttempt;
  timer: NodeJS.Timeout;
}

/** Shows in the status row which calls are being retried. */
export class CallReporter implements CallObserver {
  private readonly retried = new Map<CallDescription, RetriedCall>();
  private shownAt = -Infinity;

  /**
   * @param log The log of the deployment.
   * @param debug Whether to log every call and every failed attempt as well.
   */
  public constructor(
    private readonly log: Log,
    private readonly debug: boolean,
  ) {}

  public attemptFailed(call: CallDescription, attempt: FailedAttempt): void {
    const known = this.retried.get(call);
    const since = known?.since ?? Date.now();
    clearTimeout(known?.timer);
    const timer = setTimeout(
      () => {
        this.show(call);
      },
      Math.max(0, since + REPORT_AFTER_MS - Date.now()),
    );
    timer.unref();
    this.retried.set(call, { since, last: attempt, timer });
    this.report(call, failureOf(attempt));
  }

  public ended(call: CallDescription, outcome: CallOutcome): void {
    const retried = this.retried.get(call);
    clearTimeout(retried?.timer);
    this.retried.delete(call);
    const isLast = retried !== undefined && this.retried.size === 0;
    if (isLast && Date.now() - retried.since >= REPORT_AFTER_MS) this.log.status("");
    this.report(call, summaryOf(outcome));
  }

  private report({ operation, purpose }: CallDescription, what: string): void {
    if (this.debug) this.log.info(`${operation}, ${purpose}: ${what}`);
  }

  private show(call: CallDescription): void {
    const retried = this.retried.get(call);
    if (!retried || Date.now() - this.shownAt < REPORT_EVERY_MS) return;
    this.shownAt = Date.now();
    const waiting = this.retried.size === 1 ? "1 call" : `${this.retried.size} calls, such as`;
    const failures = `${counted(retried.last.attempt)} failed, the last with ${inWords(retried.last)}`;
    // The reason first, and the ids last: a narrow terminal cuts the end.
    this.log.status(`${reasonOf(retried)}, retrying ${waiting}: ${call.purpose}. ${failures}`);
  }
}

function reasonOf({ since, last }: RetriedCall): string {
  const kind = kindOf(last);
  if (kind === "throttled") return "Throttled";
  if (last.status === undefined) return `No connection for ${((Date.now() - since) / 1000).toFixed(0)} s`;
  return `Amazon Chime fails with HTTP ${last.status}`;
}

function failureOf({ attempt, maxAttempts, seconds, ...metadata }: FailedAttempt): string {
  return `${inWords(metadata)}, attempt ${attempt} of at most ${maxAttempts}, ${milliseconds(seconds)}`;
}

function summaryOf({ seconds, attempts, ...metadata }: CallOutcome): string {
  // A call that was never sent has no attempts.
  const after = attempts === undefined ? [] : [`after ${counted(attempts)}`];
  return [inWords(metadata), ...after, `${milliseconds(seconds)} in all`].join(", ");
}

function counted(attempts: number): string {
  return `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}

function inWords(metadata: FailureMetadata): string {
  const { status, requestId } = metadata;
  return [failureName(metadata), status && `HTTP ${status}`, requestId && `request id ${requestId}`]
    .filter(Boolean)
    .join(", ");
}
