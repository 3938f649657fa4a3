/** A plugin, in its own process or in that of the tests. */
export interface Plugin {
  /** The id of its process. */
  readonly pid: number;
  /** What it printed to stderr. */
  readonly printed: string;
  /** Calls a method of Pulumi's provider protocol. */
  call<Reply>(method: string, request: object): Promise<Reply>;
  /** Closes its stdin, as happens when the engine is killed. */
  closeStdin(): void;
  /** Kills its process with SIGKILL, and waits until the process has ended. */
  kill(): Promise<void>;
  /**
   * Stops it as the engine does, and waits until it has ended.
   *
   * @throws Error if it did not remove its ledger.
   */
  stop(): Promise<void>;
}

export interface PluginOptions {
  /** The address of the engine. */
  readonly engine: string;
  /** Environment variables, in addition to those of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** The Pulumi home folder, which contains the ledgers. */
  readonly home: string;
}
