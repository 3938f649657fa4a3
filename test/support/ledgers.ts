import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The names of the ledgers of a process of the plugin that are below a home folder of Pulumi. */
export function ledgersOf(pid: number, home: string): string[] {
  const folder = join(home, "pulumi-chime");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => file.includes(`.plugin.${pid}.`));
}

/** @throws Error where there are any. */
export function refuseLedgers(ledgers: readonly string[]): void {
  if (ledgers.length > 0) throw new Error(`The plugin left behind: ${ledgers.join(", ")}`);
}
