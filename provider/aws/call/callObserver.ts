import { AsyncLocalStorage } from "node:async_hooks";

import type { CallDescription } from "../errors/chimeError";
import type { FailureMetadata } from "../errors/classify";

/** Who wants to know how calls to Amazon Chime go. */
export interface CallObserver {
  /** An attempt failed for a passing reason. Unless it was the last, or the time is over, there will be another. */
  attemptFailed(call: CallDescription, attempt: FailedAttempt): void;
  /** A call is over. */
  ended(call: CallDescription, outcome: CallOutcome): void;
}

/** An attempt of a call that failed for a passing reason. */
export interface FailedAttempt extends FailureMetadata {
  /** Which it was: 1 for the first. */
  attempt: number;
  /** How many there may be in all. */
  maxAttempts: number;
  /** How long it took. */
  seconds: number;
}

/** How a call went. */
export interface CallOutcome extends FailureMetadata {
  /** How long it took, with all its attempts. */
  seconds: number;
}

/** The observer of nobody. */
export const UNOBSERVED: CallObserver = { attemptFailed: () => undefined, ended: () => undefined };

/** A call that is being made, as the retry strategy of the SDK, which is shared by all calls, gets to see it. */
export interface CallInProgress {
  /** To be told of an attempt that failed for a passing reason. */
  failed(attempt: FailedAttempt): void;
  /** Waits for the turn of a further attempt. */
  acquire(): Promise<void>;
}

/** The one call on whose behalf the retry strategy works. */
export const callInProgress = new AsyncLocalStorage<CallInProgress>();
