import type { Command } from "commander";

import { parseCount } from "../support/parseInteger";
import { runLoad } from "./runLoad";

interface Options {
  seconds: number;
  hooks: number;
}

/** Adds `load` to the command line. */
export function addLoadCommand(program: Command): void {
  program
    .command("load")
    .description("many hooks at a time for ten minutes, a fifth of their calls struck by a fault")
    .option("--seconds <count>", "how long", parseCount, 600)
    .option("--hooks <count>", "how many hooks at a time", parseCount, 32)
    .action(async ({ seconds, hooks }: Options) => {
      process.exitCode = (await run(seconds, hooks)) ? 0 : 1;
    });
}

async function run(seconds: number, hooks: number): Promise<boolean> {
  console.log(`${hooks} hooks at a time for ${seconds} s.`);
  const sampleSeconds = Math.max(1, Math.floor(seconds / 40));
  const { checks, counts } = await runLoad({ seconds, hooks, sampleSeconds, onProgress: console.log });
  for (const [what, howMany] of Object.entries(counts))
    console.log(`${howMany.toLocaleString("en-US")} ${what}`);
  for (const { name, measured, passed } of checks)
    console.log(`${passed ? "holds " : "FAILS "} ${name}: ${measured}`);
  return checks.every(({ passed }) => passed);
}
