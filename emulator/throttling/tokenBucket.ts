/** A token bucket: allows `perSecond` calls a second on average, and bursts of up to `size` calls. */
export class TokenBucket {
  private tokens: number;
  private filled: number;

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly perSecond: number,
    private readonly size: number,
    private readonly now: () => number,
  ) {
    this.tokens = size;
    this.filled = now();
  }

  /** Whether there is a token. Does not take it. */
  has(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.size, this.tokens + ((now - this.filled) / 1000) * this.perSecond);
    this.filled = now;
    return this.tokens >= 1;
  }

  /** Takes a token, if there is one. */
  take(): boolean {
    if (!this.has()) return false;
    this.tokens -= 1;
    return true;
  }
}
