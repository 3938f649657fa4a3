import { AsyncLocalStorage } from "node:async_hooks";

import type { CallDescription } from "../errors/chimeError";
import type { FailureMetadata } from "../errors/classify";

/** Receives the course of calls to Amazon Chime. */
export interface CallObserver {
  /** An attempt failed with a transient error. It is retried unless it was the last or the time is up. */
  attemptFailed(call: CallDescription, attempt: FailedAttempt): void;
  /** A call ended. */
  ended(call: CallDescription, outcome: CallOutcome): void;
}

/** An attempt that failed with a transient error. */
export interface FailedAttempt extends FailureMetadata {
  /** The number of the attempt: 1 for the first. */
  attempt: number;
  /** The most attempts that the call may have. */
  maxAttempts: number;
  /** How long the attempt took. */
  seconds: number;
}

/** The outcome of a call. */
export interface CallOutcome extends FailureMetadata {
  /** How long the call took, with all its attempts. */
  seconds: number;
}

/** An observer that ignores everything. */
export const UNOBSERVED: CallObserver = { attemptFailed: () => undefined, ended: () => undefined };

/** The part of a call that the retry strategy uses, which all calls share. */
export interface CallInProgress {
  /** Whether an attempt that failed may have taken effect, and the error would have to say what that means. */
  readonly isUnsettled: boolean;
  /** Reports an attempt that failed with a transient error. */
  failed(attempt: FailedAttempt): void;
  /** Waits until the rate limits allow another attempt. */
  acquire(): Promise<void>;
}

/** The call whose attempts the retry strategy is asked about. */
export const callInProgress = new AsyncLocalStorage<CallInProgress>();
