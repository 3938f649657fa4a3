import type { RetryErrorInfo, RetryStrategyV2, RetryToken, StandardRetryToken } from "@smithy/types";
import { AdaptiveRetryStrategy, DefaultRateLimiter, StandardRetryStrategy } from "@smithy/util-retry";

import { metadataOf, isRefusedHere, isUnreadableReply } from "../errors/classify";
import { cancelled, settlingEnded } from "./cancellation";
import { withDeadline } from "./deadline";
import { callInProgress, type FailedAttempt } from "./callObserver";

/** How often and how long a call is retried. */
export interface RetryBounds {
  /** The most attempts, including the first. */
  maxAttempts: number;
  /** No attempt starts later than this many seconds after the call. */
  maxSeconds: number;
  /** `adaptive` also limits the rate to what the service allows. Default `adaptive`. */
  mode?: "adaptive" | "standard";
  /** Ends the retries. Default: when the deployment of this process is cancelled. */
  signal?: AbortSignal;
}

/**
 * How long a call is retried if nothing on this machine listens at its endpoint, as when a local emulator is not running: long
 * enough for a restart, and no longer, because only the user can start it.
 */
const REFUSED_HERE_MS = 10_000;

interface CallBudget {
  strategy: AdaptiveRetryStrategy | StandardRetryStrategy;
  deadline: number;
  /** Since when this machine has refused every attempt; undefined if it did not refuse the last one. */
  refusedSince?: number | undefined;
  /** When the current attempt started, by `performance.now()`. */
  attemptStarted: number;
}

/**
 * The SDK's retries with a time limit, and with a retry budget for each call. They end if the deployment is cancelled, but for a write that may have taken effect.
 *
 * The SDK gives a client one budget of 500 tokens, of which a retry takes up to 14. In an outage, 32 concurrent hooks use
 * that up within seconds, and then nothing is retried. So each call has its own SDK strategy. All share the rate limiter,
 * which must see every call to find the rate that the service allows.
 */
export class BoundedRetryStrategy implements RetryStrategyV2 {
  private readonly rateLimiter = new DefaultRateLimiter();
  private readonly budgets = new WeakMap<RetryToken, CallBudget>();

  public constructor(private readonly bounds: RetryBounds) {}

  public async acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    const budget: CallBudget = {
      strategy: this.strategyForOneCall(),
      deadline: Date.now() + this.bounds.maxSeconds * 1000,
      attemptStarted: 0,
    };
    return this.keep(budget, budget.strategy.acquireInitialRetryToken(scope));
  }

  public async refreshRetryTokenForRetry(token: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const budget = this.budgetOf(token);
    const failure = classified(info);
    const call = callInProgress.getStore();
    if (isTransient(failure)) call?.failed(this.attemptOf(token, budget, failure));
    budget.refusedSince = isRefusedHere(failure.error) ? (budget.refusedSince ?? Date.now()) : undefined;
    const next = budget.strategy.refreshRetryTokenForRetry(token as StandardRetryToken, failure);
    return this.keep(
      budget,
      next.then(async (granted) => {
        await call?.acquire();
        return granted;
      }),
      call?.isUnsettled === true ? settlingEnded : (this.bounds.signal ?? cancelled),
    );
  }

  public recordSuccess(token: RetryToken): void {
    this.budgetOf(token).strategy.recordSuccess(token as StandardRetryToken);
  }

  private strategyForOneCall(): AdaptiveRetryStrategy | StandardRetryStrategy {
    const { maxAttempts, mode = "adaptive" } = this.bounds;
    return mode === "standard"
      ? new StandardRetryStrategy(maxAttempts)
      : new AdaptiveRetryStrategy(maxAttempts, { rateLimiter: this.rateLimiter });
  }

  private async keep<T extends RetryToken>(
    budget: CallBudget,
    next: Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { deadline, refusedSince = Infinity } = budget;
    const overdue = (): Error => new Error("The time for retries is up.");
    const token = await withDeadline(
      next,
      Math.min(deadline, refusedSince + REFUSED_HERE_MS),
      overdue,
      signal,
    );
    this.budgets.set(token, budget);
    budget.attemptStarted = performance.now();
    return token;
  }

  private attemptOf(token: RetryToken, budget: CallBudget, { error }: RetryErrorInfo): FailedAttempt {
    return {
      ...metadataOf(error),
      attempt: token.getRetryCount() + 1,
      maxAttempts: this.bounds.maxAttempts,
      seconds: (performance.now() - budget.attemptStarted) / 1000,
    };
  }

  private budgetOf(token: RetryToken): CallBudget {
    const budget = this.budgets.get(token);
    if (!budget) throw new Error("This retry token belongs to another strategy.");
    return budget;
  }
}

function isTransient({ errorType }: RetryErrorInfo): boolean {
  return errorType === "TRANSIENT" || errorType === "THROTTLING";
}

// A reply that cannot be parsed was truncated or corrupted on its way. To the SDK that is an error of the client.
function classified(info: RetryErrorInfo): RetryErrorInfo {
  return isUnreadableReply(info.error) ? { ...info, errorType: "TRANSIENT" } : info;
}
