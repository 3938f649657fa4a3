/**
 * What a program writes down, before plugins are asked about it: what it declares, what it lets alone, and what Pulumi has
 * registered. The stand-in does so in the program's place.
 */
export interface ProgramLedger {
  /** Declared by the program, the ids being known. */
  desire(ids: readonly string[]): void;
  /** Returned by a registration that succeeded, also of what `--target` or `--exclude` leave out. */
  own(ids: readonly string[]): void;
  /** Let alone by a roster that the program declares. */
  ignore(ids: readonly string[]): void;
  /** The program has ended. */
  close(): void;
}

/** Opens the ledger of a program, for the address of the deployment's engine. */
export type OpenLedger = (engineAddress: string) => ProgramLedger;

/** Nothing is written down: the plugin does not read it so far. */
export const noLedger: OpenLedger = () => ({
  desire: () => undefined,
  own: () => undefined,
  ignore: () => undefined,
  close: () => undefined,
});
