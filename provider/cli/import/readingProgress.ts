import type { CallObserver } from "../../aws/call/callObserver";
import type { StartProgress } from "./importSource";
import type { Messages } from "../output";

/** The first count that is shown: anything smaller is read in a moment. */
const FIRST = { terminal: 150, log: 500 };

/** How often the line on a terminal is rewritten. */
const TERMINAL_STEP = 50;

/**
 * Shows how much has been read. On a terminal, one line is rewritten. Elsewhere the count doubles from line to line, so
 * that even the largest channel takes a few lines.
 */
export class ReadingProgress {
  public constructor(private readonly messages: Messages) {}

  /** Begins a step. */
  public readonly start: StartProgress = (textOf) => {
    const { isTerminal } = this.messages;
    let next = isTerminal ? FIRST.terminal : FIRST.log;
    return (count) => {
      if (count < next) return;
      if (isTerminal) next = count + TERMINAL_STEP;
      else while (next <= count) next *= 2;
      this.messages.status(textOf(count));
    };
  };

  /** Must be called at the end. */
  public end(): void {
    this.messages.status("");
  }
}

/** Counts the successful calls of one operation. */
export class CallCounter {
  /** Is called with the number of calls so far. */
  public onCall: (count: number) => void = () => undefined;
  private count = 0;

  /** @param operation The operation whose calls are counted. */
  public constructor(private readonly operation: string) {}

  /** An observer that counts, and passes everything on to another one. */
  public observing(observer: CallObserver): CallObserver {
    return {
      attemptFailed: (call, attempt) => {
        observer.attemptFailed(call, attempt);
      },
      ended: (call, outcome) => {
        observer.ended(call, outcome);
        if (call.operation === this.operation && outcome.name === "success") this.onCall((this.count += 1));
      },
    };
  }
}
