import type { Log } from "../../provider/reporting/log";

/** A log that keeps the warnings of a plugin. */
export function warningsLog(): { log: Log; warnings: string[] } {
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  return { warnings, log: { status: ignore, info: ignore, warn: (text) => void warnings.push(text) } };
}
