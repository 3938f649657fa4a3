import type { Progress } from "./progress";
import type { Log } from "./log";

/** How long work may take before it says how far it is, and then between two times, in milliseconds. */
const PAUSE_MS = 1_000;

/** Shows progress in the row of the stack, while work goes on that takes long. */
export class ProgressRow implements Progress {
  private latest = "";
  private shown = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param log Where to show it. */
  public constructor(private readonly log: Log) {}

  public show(text: string): void {
    this.latest = text;
    if (text === "") this.clear();
    else this.timer ??= this.later();
  }

  public say(text: string): void {
    this.log.info(text);
  }

  private later(): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timer = undefined;
      this.shown = true;
      this.log.status(this.latest);
    }, PAUSE_MS);
    return timer.unref();
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.shown) this.log.status("");
    this.shown = false;
  }
}
