import type { Progress } from "./progress";
import type { Log } from "./log";

/** The delay before the first progress and between two updates, in milliseconds. */
const INTERVAL_MS = 1_000;

/** Shows the progress of long operations in the status row. */
export class ProgressRow implements Progress {
  private latest = "";
  private shown = false;
  private timer: NodeJS.Timeout | undefined;

  public constructor(private readonly log: Log) {}

  public show(text: string): void {
    this.latest = text;
    if (text === "") this.clear();
    else this.timer ??= this.later();
  }

  public say(text: string): void {
    this.log.info(text);
  }

  public warn(text: string): void {
    this.log.warn(text);
  }

  private later(): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timer = undefined;
      this.shown = true;
      this.log.status(this.latest);
    }, INTERVAL_MS);
    return timer.unref();
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.shown) this.log.status("");
    this.shown = false;
  }
}
