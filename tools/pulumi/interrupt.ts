const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const pending = new Set<() => void>();

/**
 * Runs `cleanUp`, which must be synchronous, if a signal ends this process before the returned function is called.
 * Child processes have their own process groups, so Ctrl+C does not reach them.
 */
export function onInterrupt(cleanUp: () => void): () => void {
  if (pending.size === 0) SIGNALS.forEach((signal) => process.on(signal, interrupted));
  pending.add(cleanUp);
  return () => {
    pending.delete(cleanUp);
    if (pending.size === 0) stopListening();
  };
}

function interrupted(signal: NodeJS.Signals): void {
  // In reverse order: a build must stop before the folder that it writes to can be removed.
  for (const cleanUp of [...pending].reverse()) cleanUp();
  pending.clear();
  stopListening();
  // Now the signal has its default effect, and reaches other listeners.
  process.kill(process.pid, signal);
}

function stopListening(): void {
  SIGNALS.forEach((signal) => process.off(signal, interrupted));
}
