import type { Log } from "../reporting/log";

/** The file name that stands for standard output. */
export const STANDARD_OUTPUT = "-";

/** The part of a stream that messages need. */
export interface MessageStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Messages to the user. On a terminal, the status is one line that is rewritten; elsewhere, each status is a line. */
export class Messages implements Log {
  private row = "";

  public constructor(private readonly stream: MessageStream) {}

  /** Whether the status is rewritten. */
  public get isTerminal(): boolean {
    return this.stream.isTTY === true;
  }

  public status(message: string): void {
    if (!this.isTerminal) {
      if (message !== "") this.info(message);
      return;
    }
    const clearing = this.clearing();
    // A longer text would wrap, and only its last line would be rewritten.
    this.row = message.slice(0, (this.stream.columns ?? 80) - 1);
    this.stream.write(clearing + this.row);
  }

  public info(message: string): void {
    this.stream.write(`${this.clearing()}${message}\n${this.row}`);
  }

  public warn(message: string): void {
    this.info(message);
  }

  // Spaces instead of an escape sequence, which not every terminal understands.
  private clearing(): string {
    return this.row === "" ? "" : `\r${" ".repeat(this.row.length)}\r`;
  }
}

/** Messages on standard error, so that standard output has only the result. */
export const messages = new Messages(process.stderr);

/** Prints a result on standard output. Resolves when a slow reader has taken all of the text. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write(text, () => {
      resolve();
    });
  });
}

/**
 * Ends the process silently when the reader of its result closes the pipe, as `head` does. Without a reader of its
 * messages, the process goes on.
 */
export function exitOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      if (stream === process.stdout) process.exit(0);
    });
  }
}
