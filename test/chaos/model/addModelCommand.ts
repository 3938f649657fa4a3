import { Option, type Command } from "commander";

import { FAMILIES } from "../families";
import { parseCount, parseInteger } from "../support/parseInteger";
import { runModel, type ModelReport } from "./runModel";

interface Options {
  family: string;
  runs: number;
  seed?: number;
  path?: string;
  lanes: number;
  seconds?: number;
}

/** Adds `model` to the command line. */
export function addModelCommand(program: Command): void {
  program
    .command("model", { isDefault: true })
    .description("checks the invariants under random programs, manual changes and faults")
    .addOption(
      new Option("--family <name>", "the kind of resources").choices(Object.keys(FAMILIES)).default("rooms"),
    )
    .option("--runs <count>", "the number of sequences", parseCount, 10_000)
    .option(
      "--seed <seed>",
      "the seed of the sequences (default: a random seed, which is printed)",
      parseInteger,
    )
    .option("--path <path>", "the counterexample to replay, with the seed from its report")
    .option("--lanes <count>", "how many sequences run at the same time", parseCount, 32)
    .option("--seconds <count>", "start no further sequence after this time", parseCount)
    .action(async ({ seed = randomSeed(), ...options }: Options) => {
      process.exitCode = (await run({ seed, ...options })) ? 0 : 1;
    });
}

/** Runs the sequences and prints the report. Returns whether all invariants hold. */
async function run({ family, ...options }: Options & { seed: number }): Promise<boolean> {
  const replay = options.path === undefined ? {} : { runs: 1, lanes: 1 };
  console.log(`Sequences of ${family} with seed ${options.seed}.`);
  let printed = 0;
  const report = await runModel(FAMILIES[family]!, {
    ...options,
    ...replay,
    onFailure: (message) => {
      console.log(`The first failure, before shrinking:\n${message}`);
    },
    onProgress: (done) => {
      if (done < printed + 100) return;
      printed = done;
      console.log(`${new Date().toISOString()} ${done} sequences`);
    },
  });
  for (const line of linesOf(report)) console.log(line);
  return report.failures.length === 0;
}

function linesOf({ sequences, seconds, tally, failures }: ModelReport): string[] {
  return [
    `${sequences.toLocaleString("en-US")} sequences in ${seconds.toFixed(0)} s:`,
    ...tally.lines(),
    ...failures.flatMap((failure) => ["", failure]),
    failures.length === 0
      ? "No sequence violated an invariant."
      : `${failures.length} sequences violated an invariant.`,
  ];
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
