import { isChimeError } from "../aws/errors/chimeError";
import type { FailureKind } from "../aws/errors/classify";

/** How something is removed, and how it is seen whether it is there. */
export interface RemoveCalls {
  readonly remove: () => Promise<void>;
  /** Looks for it: undefined where it is not there. */
  readonly find: () => Promise<unknown>;
  /** The refusals to remove it that leave open whether it exists at all. */
  readonly ambiguousRefusals: readonly FailureKind[];
}

/** Removes something. What Amazon Chime does not know, or turns out not to have, is removed already. */
export async function removeIfPresent({
  remove,
  find,
  ambiguousRefusals: doubtful,
}: RemoveCalls): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (isChimeError(error, "notFound")) return;
    if (!doubtful.some((kind) => isChimeError(error, kind)) || !(await isGone(find))) throw error;
  }
}

// Where that cannot be seen, it is not believed.
async function isGone(find: RemoveCalls["find"]): Promise<boolean> {
  try {
    return (await find()) === undefined;
  } catch {
    return false;
  }
}
