/** Reports the progress of long operations. */
export interface Progress {
  /** Shows a text until the next one. An empty text clears it. */
  show(text: string): void;
  /** Reports something that is kept. */
  say(text: string): void;
}
