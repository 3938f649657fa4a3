/**
 * Sends a signal to a process that may be gone.
 *
 * @param pid Of the process; negative for the whole group that it leads.
 */
export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
