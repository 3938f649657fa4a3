import type { RetryErrorInfo, RetryStrategyV2, RetryToken, StandardRetryToken } from "@smithy/types";
import { AdaptiveRetryStrategy, DefaultRateLimiter, StandardRetryStrategy } from "@smithy/util-retry";

import { metadataOf, isUnreadableReply } from "../errors/classify";
import { withDeadline } from "./deadline";
import { callInProgress, type FailedAttempt } from "./callObserver";

/** How far a call may be repeated. */
export interface RetryBounds {
  /** Attempts in all, the first one too. */
  maxAttempts: number;
  /** Seconds after the call's start in which a further attempt may still begin. */
  maxSeconds: number;
  /** `adaptive` also keeps to the rate that the service allows, `standard` does not. Default `adaptive`. */
  mode?: "adaptive" | "standard";
}

interface CallBudget {
  strategy: AdaptiveRetryStrategy | StandardRetryStrategy;
  deadline: number;
  /** When the attempt that is being made began, by `performance.now()`. */
  attemptBegan: number;
}

/**
 * The SDK's retries, adaptive unless told otherwise, bounded in time, with a retry budget for each call.
 *
 * The SDK gives a client one budget of 500 tokens, of which a retry takes up to 14. Thirty-two hooks in an outage
 * use that up within seconds, and then nothing is retried. So each call has an SDK strategy of its own, while all
 * share the rate limiter, which must see every call to find the rate that the service allows.
 */
export class BoundedRetryStrategy implements RetryStrategyV2 {
  private readonly rateLimiter = new DefaultRateLimiter();
  private readonly budgets = new WeakMap<RetryToken, CallBudget>();

  public constructor(private readonly bounds: RetryBounds) {}

  public async acquireInitialRetryToken(scope: string): Promise<RetryToken> {
    const budget = {
      strategy: this.strategyOfOneCall(),
      deadline: Date.now() + this.bounds.maxSeconds * 1000,
      attemptBegan: 0,
    };
    return this.keep(budget, budget.strategy.acquireInitialRetryToken(scope));
  }

  public async refreshRetryTokenForRetry(token: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const budget = this.budgetOf(token);
    const failure = classified(info);
    const call = callInProgress.getStore();
    if (isPassing(failure)) call?.failed(this.attemptOf(token, budget, failure));
    const next = budget.strategy.refreshRetryTokenForRetry(token as StandardRetryToken, failure);
    return this.keep(
      budget,
      next.then(async (granted) => {
        await call?.acquire();
        return granted;
      }),
    );
  }

  public recordSuccess(token: RetryToken): void {
    this.budgetOf(token).strategy.recordSuccess(token as StandardRetryToken);
  }

  private strategyOfOneCall(): AdaptiveRetryStrategy | StandardRetryStrategy {
    const { maxAttempts, mode = "adaptive" } = this.bounds;
    return mode === "standard"
      ? new StandardRetryStrategy(maxAttempts)
      : new AdaptiveRetryStrategy(maxAttempts, { rateLimiter: this.rateLimiter });
  }

  private async keep<T extends RetryToken>(budget: CallBudget, next: Promise<T>): Promise<T> {
    const token = await withDeadline(next, budget.deadline, () => new Error("The time for retries is over."));
    this.budgets.set(token, budget);
    budget.attemptBegan = performance.now();
    return token;
  }

  private attemptOf(token: RetryToken, budget: CallBudget, { error }: RetryErrorInfo): FailedAttempt {
    return {
      ...metadataOf(error),
      attempt: token.getRetryCount() + 1,
      maxAttempts: this.bounds.maxAttempts,
      seconds: (performance.now() - budget.attemptBegan) / 1000,
    };
  }

  private budgetOf(token: RetryToken): CallBudget {
    const budget = this.budgets.get(token);
    if (!budget) throw new Error("This retry token is of another strategy.");
    return budget;
  }
}

function isPassing({ errorType }: RetryErrorInfo): boolean {
  return errorType === "TRANSIENT" || errorType === "THROTTLING";
}

// A reply that cannot be parsed was cut or mangled on its way: the SDK takes that for a mistake of the caller.
function classified(info: RetryErrorInfo): RetryErrorInfo {
  return isUnreadableReply(info.error) ? { ...info, errorType: "TRANSIENT" } : info;
}
