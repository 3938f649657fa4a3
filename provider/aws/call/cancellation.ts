import { setMaxListeners } from "node:events";

import { ChimeError, type CallDescription } from "../errors/chimeError";

const cancellation = new AbortController();
// Every call that waits listens.
setMaxListeners(0, cancellation.signal);

/** Aborted once the user has cancelled the deployment of this process, as with Ctrl-C. */
export const cancelled: AbortSignal = cancellation.signal;

/** Ends the waits between attempts, and lets no roster begin another change. What was begun is completed. */
export function cancelDeployment(): void {
  cancellation.abort();
}

/** @throws ChimeError with a known outcome, if the deployment was cancelled before this call. */
export function refuseIfCancelled(call: CallDescription): void {
  if (!cancelled.aborted) return;
  const reason = "the deployment was cancelled before this change";
  throw new ChimeError(call, { kind: "unknown", reason, advice: "" });
}
