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
    .description(
      "random programs through Pulumi's engine and through the stand-in of the model: do hooks see the same?",
    )
    .option("--runs <count>", "how many programs", parseCount, 300)
    .option("--seed <seed>", "seed of the programs", parseInteger, 1)
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
  const { programs, commands, calls, failures, undecided, broken, differences } = report;
  for (const text of broken) console.log(`Not compared any further: ${text}`);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${programs} programs, ${commands} commands (${failures} failed), ${calls} calls, ${undecided} programs compared up to a failure, in ${seconds} s: ` +
      `${differences.length} differ.`,
  );
  return differences.length === 0;
}
