import type { RetryErrorInfo, RetryStrategyV2, RetryToken, StandardRetryToken } from "@smithy/types";
import { AdaptiveRetryStrategy, DefaultRateLimiter } from "@smithy/util-retry";

import { isUnreadableReply } from "./classify";
import { withDeadline } from "./deadline";

/** How far a call may be repeated. */
export interface RetryBounds {
  /** Attempts in all, the first one too. */
  maxAttempts: number;
  /** Seconds after the call's start in which a further attempt may still begin. */
  maxSeconds: number;
}

interface CallBudget {
  strategy: AdaptiveRetryStrategy;
  deadline: number;
}

/**
 * The SDK's adaptive retries, bounded in time, with a retry budget for each call.
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
      strategy: new AdaptiveRetryStrategy(this.bounds.maxAttempts, { rateLimiter: this.rateLimiter }),
      deadline: Date.now() + this.bounds.maxSeconds * 1000,
    };
    return this.keep(budget, budget.strategy.acquireInitialRetryToken(scope));
  }

  public async refreshRetryTokenForRetry(token: RetryToken, info: RetryErrorInfo): Promise<RetryToken> {
    const budget = this.budgetOf(token);
    return this.keep(
      budget,
      budget.strategy.refreshRetryTokenForRetry(token as StandardRetryToken, classified(info)),
    );
  }

  public recordSuccess(token: RetryToken): void {
    this.budgetOf(token).strategy.recordSuccess(token as StandardRetryToken);
  }

  private async keep<T extends RetryToken>(budget: CallBudget, next: Promise<T>): Promise<T> {
    const token = await withDeadline(next, budget.deadline, () => new Error("The time for retries is over."));
    this.budgets.set(token, budget);
    return token;
  }

  private budgetOf(token: RetryToken): CallBudget {
    const budget = this.budgets.get(token);
    if (!budget) throw new Error("This retry token is of another strategy.");
    return budget;
  }
}

// A reply that cannot be parsed was cut or mangled on its way: the SDK takes that for a mistake of the caller.
function classified(info: RetryErrorInfo): RetryErrorInfo {
  return isUnreadableReply(info.error) ? { ...info, errorType: "TRANSIENT" } : info;
}
