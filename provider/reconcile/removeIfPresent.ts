import { isChimeError } from "../aws/errors/chimeError";
import type { FailureKind } from "../aws/errors/classify";

/** The calls that remove and read something. */
export interface RemoveCalls {
  readonly remove: () => Promise<void>;
  /** Reads it; undefined if it does not exist. */
  readonly find: () => Promise<unknown>;
  /** The kinds of refusals of `remove` that also occur if it does not exist. */
  readonly ambiguousRefusals: readonly FailureKind[];
}

/** Removes something. Succeeds if it does not exist. */
export async function removeIfPresent({ remove, find, ambiguousRefusals }: RemoveCalls): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (isChimeError(error, "notFound")) return;
    const isAmbiguous = ambiguousRefusals.some((kind) => isChimeError(error, kind));
    if (!isAmbiguous || !(await isConfirmedGone(find))) throw error;
  }
}

/** A failed read confirms nothing. The refusal of the removal is the error to show. */
async function isConfirmedGone(find: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await find()) === undefined;
  } catch {
    return false;
  }
}
