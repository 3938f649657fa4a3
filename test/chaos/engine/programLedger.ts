import { join } from "node:path";

import { Ledger, type DeploymentKind } from "../../../provider/ownership/ledger";
import { pulumiHome } from "../../support/host";

/**
 * The ledger in which a program records ids before plugins are asked about them. The simulated engine writes it instead
 * of the program.
 */
export interface ProgramLedger {
  /** Records whether the program runs in a preview or in an update. */
  addDeployment(kind: DeploymentKind): void;
  /** Records ids that the program declares, as soon as they are known. */
  addDesired(ids: readonly string[]): void;
  /** Records that the program declares a resource whose ids it does not know yet. */
  addUnknownId(): void;
  /** Records that the ids of such a resource are known now, or that a preview does not know them. */
  settleUnknownId(): void;
  /** Records that the ids of such a resource will stay unknown. */
  addFailure(): void;
  /** Records ids of successful registrations, including resources that `--target` or `--exclude` skip. */
  addOwned(ids: readonly string[]): void;
  /** Records ids of answered registrations, whether they succeeded, failed or were skipped. */
  addRegistered(ids: readonly string[]): void;
  /** Records ids that a roster of the program ignores. */
  addIgnored(ids: readonly string[]): void;
  /** Removes the ledger at the end of the program. */
  close(): void;
}

/** Opens the ledger of a program that runs in the deployment of the engine at this address. */
export type OpenLedger = (engineAddress: string) => ProgramLedger;

/** Opens a real ledger in the folder in which the plugins of the tests look for it. */
export const openLedger: OpenLedger = (engineAddress) => {
  const ledger = new Ledger(engineAddress, "program", join(pulumiHome(), "pulumi-chime"));
  return {
    addDeployment: (kind) => {
      ledger.addDeployment(kind);
    },
    addDesired: (ids) => {
      ledger.add("desired", ids);
    },
    addUnknownId: () => {
      ledger.addUnknownId();
    },
    settleUnknownId: () => {
      ledger.settleUnknownId();
    },
    addFailure: () => {
      ledger.addFailure();
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

/** Opens a ledger that records nothing, for tests without plugins that read it. */
export const noLedger: OpenLedger = () => ({
  addDeployment: () => undefined,
  addDesired: () => undefined,
  addUnknownId: () => undefined,
  settleUnknownId: () => undefined,
  addFailure: () => undefined,
  addOwned: () => undefined,
  addRegistered: () => undefined,
  addIgnored: () => undefined,
  close: () => undefined,
});
