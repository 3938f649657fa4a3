/** How a command is run, as the flags of the CLI say it. Resources are named by their names in the program. */
export interface CommandOptions {
  /** How many steps at a time. */
  readonly parallel: number;
  /** Whether the state is refreshed before, in the same processes of the plugin. */
  readonly refresh?: boolean;
  readonly targets?: readonly string[];
  readonly targetDependents?: boolean;
  readonly excludes?: readonly string[];
  readonly excludeDependents?: boolean;
  readonly replaces?: readonly string[];
  readonly continueOnError?: boolean;
  /** What the order of registrations and of steps is drawn from, where the engine has a choice. Default 0. */
  readonly order?: number;
}
