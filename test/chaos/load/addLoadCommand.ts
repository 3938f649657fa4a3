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
    .description("runs many hooks at the same time, with faults in a fifth of their calls")
    .option("--seconds <count>", "the duration of the run", parseCount, 600)
    .option("--hooks <count>", "how many hooks run at the same time", parseCount, 32)
    .action(async ({ seconds, hooks }: Options) => {
      process.exitCode = (await run(seconds, hooks)) ? 0 : 1;
    });
}

async function run(seconds: number, hooks: number): Promise<boolean> {
  console.log(`Running ${hooks} hooks at the same time for ${seconds} s.`);
  const sampleSeconds = Math.max(1, Math.floor(seconds / 40));
  const { checks, counts } = await runLoad({ seconds, hooks, sampleSeconds, onProgress: console.log });
  for (const [name, count] of Object.entries(counts)) console.log(`${count.toLocaleString("en-US")} ${name}`);
  for (const { name, measured, passed } of checks)
    console.log(`${passed ? "ok    " : "FAILED"} ${name}: ${measured}`);
  return checks.every(({ passed }) => passed);
}
