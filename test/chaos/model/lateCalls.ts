import type { Call, Journal } from "../../../emulator";

/** How long to wait for late calls, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Waits for calls that the plugin has given up, and that the service has not received or processed yet.
 *
 * @returns Whether such calls are left after the timeout.
 */
export async function waitForLateCalls(journal: Journal): Promise<boolean> {
  const deadline = performance.now() + TIMEOUT_MS;
  const hasLateCalls = (): boolean => {
    const calls = journal.calls();
    return calls.some((call) => (!call.ended && !hangs(call)) || lacksEarlierAttempt(call, calls));
  };
  while (hasLateCalls() && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return hasLateCalls();
}

/** Whether a fault keeps the call from being answered. */
export function hangs({ faults }: Call): boolean {
  return faults.some((fault) => fault.startsWith("hang"));
}

/** Whether a call was retried although the service had answered it without a fault: the client had stopped waiting. */
export function hasUnexplainedRetry(calls: readonly Call[]): boolean {
  const isAnswered = ({ status = 0, faults }: Call): boolean =>
    status >= 200 && status < 300 && faults.length === 0;
  const isRetried = ({ invocationId, attempt = 1 }: Call): boolean =>
    calls.some((other) => other.invocationId === invocationId && (other.attempt ?? 1) > attempt);
  return calls.some((call) => call.invocationId !== undefined && isAnswered(call) && isRetried(call));
}

function lacksEarlierAttempt({ invocationId, attempt = 1 }: Call, calls: readonly Call[]): boolean {
  if (attempt === 1) return false;
  return calls.filter((call) => call.invocationId === invocationId).length < attempt;
}
