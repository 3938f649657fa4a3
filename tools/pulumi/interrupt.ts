const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const pending = new Set<() => void>();

/**
 * Runs `tidy`, which must be synchronous, if this process is told to end before the returned function is
 * called. Our children have process groups of their own, so Ctrl-C does not reach them by itself.
 */
export function onInterrupt(tidy: () => void): () => void {
  if (pending.size === 0) SIGNALS.forEach((signal) => process.on(signal, interrupted));
  pending.add(tidy);
  return () => {
    pending.delete(tidy);
    if (pending.size === 0) stopListening();
  };
}

function interrupted(signal: NodeJS.Signals): void {
  // Latest first: a build must have stopped before the folder it writes to can be removed.
  for (const tidy of [...pending].reverse()) tidy();
  pending.clear();
  stopListening();
  // Now for its usual effect, and for whoever else listens (the lock removes itself then).
  process.kill(process.pid, signal);
}

function stopListening(): void {
  SIGNALS.forEach((signal) => process.off(signal, interrupted));
}
