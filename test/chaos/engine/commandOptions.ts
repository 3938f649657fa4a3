/** Options of a Pulumi command, like the flags of the CLI. Resources are referenced by their names in the program. */
export interface CommandOptions {
  /** The number of steps that run at the same time. */
  readonly parallel: number;
  /** Whether the command refreshes the state first, in the same plugin processes. */
  readonly refresh?: boolean;
  readonly targets?: readonly string[];
  readonly targetDependents?: boolean;
  readonly excludes?: readonly string[];
  readonly excludeDependents?: boolean;
  readonly replaces?: readonly string[];
  readonly continueOnError?: boolean;
  /** The seed of the order of registrations and steps, where the real engine has no fixed order. Default: 0. */
  readonly order?: number;
}
