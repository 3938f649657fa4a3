import type { Settings } from "./settings";

/** Reports every `heartbeatMs` that `action` is still running. */
export async function withHeartbeat<T>(
  activity: string,
  settings: Pick<Settings, "report" | "heartbeatMs">,
  action: () => Promise<T>,
): Promise<T> {
  const started = Date.now();
  const timer = setInterval(() => {
    settings.report(`  still ${activity}, ${duration(Date.now() - started)} so far`);
  }, settings.heartbeatMs);
  try {
    return await action();
  } finally {
    clearInterval(timer);
  }
}

/** "45 s", "2 min", "2 min 30 s". */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${seconds} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
