import { join } from "node:path";

import { Ledger } from "../../../provider/ownership/ledger";
import { pulumiHome } from "../../support/host";

/**
 * What a program writes down, before plugins are asked about it: what it declares, what it lets alone, and what Pulumi has
 * registered. The stand-in does so in the program's place.
 */
export interface ProgramLedger {
  /** Declared by the program, the ids being known. */
  addDesired(ids: readonly string[]): void;
  /** Returned by a registration that succeeded, also of what `--target` or `--exclude` leave out. */
  addOwned(ids: readonly string[]): void;
  /** Answered by the engine, whatever the answer: created, kept, failed, or left out. */
  addRegistered(ids: readonly string[]): void;
  /** Let alone by a roster that the program declares. */
  addIgnored(ids: readonly string[]): void;
  /** The program has ended. */
  close(): void;
}

/** Opens the ledger of a program, for the address of the deployment's engine. */
export type OpenLedger = (engineAddress: string) => ProgramLedger;

/** The ledger that a real program writes, where the plugins of the tests look for it. */
export const openLedger: OpenLedger = (engineAddress) => {
  const ledger = new Ledger(engineAddress, "program", join(pulumiHome(), "pulumi-chime"));
  return {
    addDesired: (ids) => {
      ledger.add("desired", ids);
    },
    addOwned: (ids) => {
      ledger.add("owned", ids);
    },
    addRegistered: (ids) => {
      ledger.add("registered", ids);
    },
    addIgnored: (ids) => {
      ledger.add("ignored", ids);
    },
    close: () => {
      ledger.remove();
    },
  };
};

/** Nothing is written down: there are no plugins that would read it. */
export const noLedger: OpenLedger = () => ({
  addDesired: () => undefined,
  addOwned: () => undefined,
  addRegistered: () => undefined,
  addIgnored: () => undefined,
  close: () => undefined,
});
