/** Reports the progress of long operations. */
export interface Progress {
  /** Shows a text until the next one. An empty text clears it. */
  show(text: string): void;
  /** Reports something that is kept. */
  say(text: string): void;
  /** Reports a change that may surprise: somebody is removed whom no resource of this stack has added. */
  warn(text: string): void;
}
