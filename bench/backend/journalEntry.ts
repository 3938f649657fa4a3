import type { Deployment, Operation, Resource } from "./deployment";

/** The version of the journal that the backend supports. */
export const JOURNAL_VERSION = 1;

/** The kinds of entries, with the numbers that they have in requests. Pulumi has two more, which are not supported. */
export const KIND = {
  begin: 0,
  success: 1,
  failure: 2,
  refreshSuccess: 3,
  outputs: 4,
  write: 5,
  secretsManager: 6,
  rebuiltBaseState: 7,
} as const;

/**
 * An entry of the journal that the engine writes instead of its state. Pulumi declares it in
 * `sdk/go/common/apitype/journal.go`. "Old" is the index of a resource of the state before the deployment, and "new" is
 * the id of the operation that created a resource in this deployment.
 */
export interface JournalEntry {
  version: number;
  kind: number;
  sequenceID: number;
  operationID: number;
  removeOld: number | null;
  removeNew: number | null;
  deleteOld?: number;
  deleteNew?: number;
  pendingReplacementOld?: number;
  pendingReplacementNew?: number;
  state?: Resource;
  operation?: Operation;
  isRefresh?: boolean;
  secretsProvider?: unknown;
  newSnapshot?: Deployment;
  requiresByteString?: boolean;
}
