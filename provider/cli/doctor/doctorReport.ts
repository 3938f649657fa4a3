import type { Checklist, CheckResult } from "./checklist";

/** One check as a line for a person. */
export function lineOf({ result, check, message, advice }: CheckResult): string {
  const outcome = result === "notTested" ? "not tested" : result;
  return `${outcome.padEnd(10)}  ${check}: ${[message, advice].filter(Boolean).join(" ")}\n`;
}

/** All checks for a machine. The guide documents the shape. */
export function jsonReport({ results, identity }: Checklist): string {
  const report = { ok: failuresIn(results) === 0, identity: identity ?? null, checks: results };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** The number of checks that failed. */
export function failuresIn(results: readonly CheckResult[]): number {
  return results.filter(({ result }) => result === "failed").length;
}
