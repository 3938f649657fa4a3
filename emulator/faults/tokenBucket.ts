/** Lets through so many calls a second on average, and a burst of them after a rest. */
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

  /** Whether one more call may pass. It is not counted yet. */
  has(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.size, this.tokens + ((now - this.filled) / 1000) * this.perSecond);
    this.filled = now;
    return this.tokens >= 1;
  }

  /** Whether one more call may pass, which is counted then. */
  take(): boolean {
    if (!this.has()) return false;
    this.tokens -= 1;
    return true;
  }
}
