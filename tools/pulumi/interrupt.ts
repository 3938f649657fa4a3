const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const cleanUps = new Set<() => void>();

/**
 * Runs `cleanUp`, which must be synchronous, if a signal ends this process before the returned function is called. It
 * must stop child processes: they have their own process groups, so Ctrl+C does not reach them.
 */
export function onInterrupt(cleanUp: () => void): () => void {
  if (cleanUps.size === 0) SIGNALS.forEach((signal) => process.on(signal, onSignal));
  cleanUps.add(cleanUp);
  return () => {
    cleanUps.delete(cleanUp);
    if (cleanUps.size === 0) stopListening();
  };
}

function onSignal(signal: NodeJS.Signals): void {
  // In reverse order: a build must stop before its folder can be removed.
  for (const cleanUp of [...cleanUps].reverse()) cleanUp();
  cleanUps.clear();
  stopListening();
  // The signal now reaches the other listeners, or has its default effect.
  process.kill(process.pid, signal);
}

function stopListening(): void {
  SIGNALS.forEach((signal) => process.off(signal, onSignal));
}
