import { join } from "node:path";

import { Ledger } from "../../../provider/ownership/ledger";
import { pulumiHome } from "../../support/host";

/**
 * What a program writes down, before plugins are asked about it: what it declares, what it lets alone, and what Pulumi has
 * registered. The stand-in does so in the program's place.
 */
export interface ProgramLedger {
  /** Declared by the program, the ids being known. */
  desire(ids: readonly string[]): void;
  /** Returned by a registration that succeeded, also of what `--target` or `--exclude` leave out. */
  own(ids: readonly string[]): void;
  /** Answered by the engine, whatever the answer: created, kept, failed, or left out. */
  register(ids: readonly string[]): void;
  /** Let alone by a roster that the program declares. */
  ignore(ids: readonly string[]): void;
  /** The program has ended. */
  close(): void;
}

/** Opens the ledger of a program, for the address of the deployment's engine. */
export type OpenLedger = (engineAddress: string) => ProgramLedger;

/** The ledger that a real program writes, where the plugins of the tests look for it. */
export const openLedger: OpenLedger = (engineAddress) => {
  const ledger = new Ledger(engineAddress, "program", join(pulumiHome(), "pulumi-chime"));
  return {
    desire: (ids) => {
      ledger.add("desired", ids);
    },
    own: (ids) => {
      ledger.add("owned", ids);
    },
    register: (ids) => {
      ledger.add("registered", ids);
    },
    ignore: (ids) => {
      ledger.add("ignored", ids);
    },
    close: () => {
      ledger.remove();
    },
  };
};

/** Nothing is written down: there are no plugins that would read it. */
export const noLedger: OpenLedger = () => ({
  desire: () => undefined,
  own: () => undefined,
  register: () => undefined,
  ignore: () => undefined,
  close: () => undefined,
});
