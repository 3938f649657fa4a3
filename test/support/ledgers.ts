import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The names of the ledgers of a plugin process in a Pulumi home folder. */
export function ledgersOf(pid: number, home: string): string[] {
  const folder = join(home, "pulumi-chime");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => file.includes(`.plugin.${pid}.`));
}

/** @throws Error if there are any. */
export function assertNoLedgers(ledgers: readonly string[]): void {
  if (ledgers.length > 0) throw new Error(`The plugin did not remove its ledgers: ${ledgers.join(", ")}`);
}
