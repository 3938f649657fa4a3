import { AsyncLocalStorage } from "node:async_hooks";

import type { CallDescription } from "./chimeError";
import type { FailureFacts } from "./classify";

/** Who wants to know how calls to Amazon Chime go. */
export interface CallObserver {
  /** An attempt failed for a passing reason, and the call is tried again. */
  retrying(call: CallDescription, failure: FailureFacts): void;
  /** A call is over. */
  ended(call: CallDescription, outcome: CallOutcome): void;
}

/** How a call went. */
export interface CallOutcome extends FailureFacts {
  /** How long it took, with all its attempts. */
  seconds: number;
}

/** The observer of nobody. */
export const UNOBSERVED: CallObserver = { retrying: () => undefined, ended: () => undefined };

/** A call that is being made, as the retry strategy of the SDK, which is shared by all calls, gets to see it. */
export interface CallInProgress {
  /** To be told of an attempt that failed for a passing reason. */
  failed(failure: FailureFacts): void;
  /** Waits for the turn of a further attempt. */
  turn(): Promise<void>;
}

/** The one call on whose behalf the retry strategy works. */
export const callInProgress = new AsyncLocalStorage<CallInProgress>();
