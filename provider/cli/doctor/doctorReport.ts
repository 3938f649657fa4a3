import type { Checklist, CheckResult } from "./checklist";

/** One check as a line for a person. */
export function lineOf({ result, check, message, advice }: CheckResult): string {
  const outcome = result === "notTested" ? "not tested" : result;
  return `${outcome.padEnd(10)}  ${check}: ${[message, advice].filter(Boolean).join(" ")}\n`;
}

/** The last line for a person. */
export function summaryOf(checklist: Checklist): string {
  const { ok, failed, skipped, notTested } = countsOf(checklist);
  return `${ok} checks passed, ${failed} failed, ${skipped} skipped, ${notTested} not tested.\n`;
}

/** All checks for a machine. The guide documents the shape. */
export function jsonReport(checklist: Checklist): string {
  const counts = countsOf(checklist);
  const { identity = null, results } = checklist;
  return `${JSON.stringify({ ok: counts.failed === 0, counts, identity, checks: results }, undefined, 2)}\n`;
}

/** The number of checks with each result. */
export function countsOf({ results }: Checklist): Record<CheckResult["result"], number> {
  const counts = { ok: 0, failed: 0, skipped: 0, notTested: 0 };
  for (const { result } of results) counts[result] += 1;
  return counts;
}
