import { setTimeout as sleep } from "node:timers/promises";

import { cancelled } from "../aws/call/cancellation";
import { cancelledBefore } from "./ownershipErrors";

/** How often something that waits looks again, in milliseconds. */
const POLL_MS = 50;

/** Waits while it is true: for at most this time in milliseconds, and not after the deployment was cancelled. */
export async function waitWhile(isTrue: () => boolean, maxMs: number): Promise<void> {
  const deadline = performance.now() + maxMs;
  while (isTrue() && !cancelled.aborted && performance.now() < deadline) await sleep(POLL_MS);
}

/** @throws UserError if the deployment was cancelled. */
export function refuseIfCancelled(what: string): void {
  if (cancelled.aborted) throw cancelledBefore(what);
}
