/** The plugin, as its engine has it: in a process of its own, or in that of the tests. */
export interface Plugin {
  /** The id of its process. */
  readonly pid: number;
  /** What it has printed to its error output. */
  readonly printed: string;
  /** Asks it for something, with a message of its protocol. */
  call<Reply>(method: string, request: object): Promise<Reply>;
  /** Ends its input, as when its engine is killed. */
  endInput(): void;
  /** Ends its process as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>;
  /**
   * Ends it as the engine does, and waits until it is gone.
   *
   * @throws Error where it has left its ledger behind.
   */
  stop(): Promise<void>;
}

/** What a plugin is started with. */
export interface PluginOptions {
  /** The address of the engine. */
  readonly engine: string;
  /** Environment beside that of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** The home folder of Pulumi, below which ledgers are. */
  readonly home: string;
}
