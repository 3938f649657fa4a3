import { setMaxListeners } from "node:events";

import { ChimeError, type CallDescription } from "../errors/chimeError";

/** For how long a write that may have taken effect is still retried after the cancellation, in milliseconds. */
const SETTLING_MS = 10_000;

const cancellation = new AbortController();
const settling = new AbortController();
// Every call that waits listens.
for (const { signal } of [cancellation, settling]) setMaxListeners(0, signal);

/** Aborted once the user has cancelled the deployment of this process, as with Ctrl-C. */
export const cancelled: AbortSignal = cancellation.signal;

/**
 * Aborted some seconds later. Until then, a write whose answer was lost is retried: the room that it created would otherwise be
 * in no state.
 */
export const settlingEnded: AbortSignal = settling.signal;

/** Ends the waits between attempts, except of {@link settlingEnded}, and lets no roster begin another change. */
export function cancelDeployment(): void {
  cancellation.abort();
  setTimeout(() => {
    settling.abort();
  }, SETTLING_MS).unref();
}

/** @throws ChimeError with a known outcome, if the deployment was cancelled before this call. */
export function refuseIfCancelled(call: CallDescription): void {
  if (!cancelled.aborted) return;
  const reason = "the deployment was cancelled before this change";
  throw new ChimeError(call, { kind: "unknown", reason, advice: "" });
}
