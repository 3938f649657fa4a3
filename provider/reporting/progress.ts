/** Where long work says how far it is. */
export interface Progress {
  /** Shows how far the work is until something else is shown; an empty text clears it. */
  show(text: string): void;
  /** Says something that stays. */
  say(text: string): void;
}
