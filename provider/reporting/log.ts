/** Where messages for the person at the screen go. */
export interface Log {
  /** Shows a message in the row of the stack until the next one comes; an empty one clears it. Leaves nothing behind. */
  status(message: string): void;
  /** Adds a message to what the deployment reports at its end. */
  info(message: string): void;
}
