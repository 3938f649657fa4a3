import type { Command } from "commander";

import { parseCount, parseInteger } from "../support/parseInteger";
import { compare } from "./compare";

interface Options {
  runs: number;
  seed: number;
}

/** Adds `compare` to the command line. */
export function addCompareCommand(program: Command): void {
  program
    .command("compare")
    .description("compares the simulated engine with the real engine, with random programs")
    .option("--runs <count>", "the number of programs", parseCount, 300)
    .option("--seed <seed>", "the seed of the programs", parseInteger, 1)
    .action(async (options: Options) => {
      process.exitCode = (await run(options)) ? 0 : 1;
    });
}

async function run(options: Options): Promise<boolean> {
  const started = performance.now();
  const report = await compare({
    ...options,
    onDifference: (text) => {
      console.log(`${text}\n`);
    },
    onProgress: (programs) => {
      console.log(`${new Date().toISOString()} ${programs} programs`);
    },
  });
  const { programs, commands, calls, failures, endedWithFailure, abandoned, differences } = report;
  for (const reason of abandoned) console.log(`Compared only up to this command: ${reason}`);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${programs} programs, ${commands} commands (${failures} failed) and ${calls} calls in ${seconds} s. ` +
      `${endedWithFailure} programs were compared only up to a failure. ${differences.length} differences.`,
  );
  return differences.length === 0;
}
