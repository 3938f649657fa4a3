/** A log that Pulumi shows to the user. */
export interface Log {
  /** Shows a message in the status row until the next one. An empty message clears it. It is not kept. */
  status(message: string): void;
  /** Adds a message to the diagnostics of the deployment. */
  info(message: string): void;
  /** The same as a warning. */
  warn(message: string): void;
}
