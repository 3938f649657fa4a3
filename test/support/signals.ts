/**
 * Sends a signal to a process, if it still exists.
 *
 * @param pid The process id, or the negated id of a process group.
 */
export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
