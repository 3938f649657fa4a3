import { Option, type Command } from "commander";

import { FAMILIES } from "../families";
import { parseCount, parseInteger } from "../support/parseInteger";
import { PackageCopy } from "../support/packageCopy";
import { runModel, type ModelReport } from "./runModel";

interface Options {
  family: string;
  runs: number;
  seed: number;
  path?: string;
  lanes: number;
  seconds?: number;
}

/** Adds `model` to the command line. */
export function addModelCommand(program: Command): void {
  program
    .command("model", { isDefault: true })
    .description("random programs, acts behind Pulumi's back and faults, held against the invariants")
    .addOption(
      new Option("--family <name>", "whose memberships").choices(Object.keys(FAMILIES)).default("rooms"),
    )
    .option("--runs <count>", "how many sequences", parseCount, 10_000)
    .option(
      "--seed <seed>",
      "seed of the sequences; default: one that is drawn and printed",
      parseInteger,
      drawn(),
    )
    .option("--path <path>", "the counterexample to replay, with the seed that its report names")
    .option("--lanes <count>", "how many sequences go on at a time", parseCount, 32)
    .option("--seconds <count>", "begin no further sequence after this time", parseCount)
    .action(async (options: Options) => {
      process.exitCode = (await run(options)) ? 0 : 1;
    });
}

/** Runs a family's sequences, prints the report, and says whether all held. */
async function run({ family, ...options }: Options): Promise<boolean> {
  const replay = options.path === undefined ? {} : { runs: 1, lanes: 1 };
  console.log(`Sequences of ${family}, from seed ${options.seed}.`);
  let shown = 0;
  const copy = await PackageCopy.make();
  const report = await runModel(FAMILIES[family]!, {
    ...options,
    ...replay,
    project: copy.project,
    onFailure: (message) => {
      console.log(`The first failure, to be shrunk now:\n${message}`);
    },
    onProgress: (done) => {
      if (done < shown + 100) return;
      shown = done;
      console.log(`${new Date().toISOString()} ${done} sequences`);
    },
  });
  await copy.remove();
  for (const line of linesOf(report)) console.log(line);
  return report.failures.length === 0;
}

function linesOf({ sequences, seconds, tally, failures }: ModelReport): string[] {
  return [
    `${sequences.toLocaleString("en-US")} sequences in ${seconds.toFixed(0)} s:`,
    ...tally.lines(),
    ...failures.flatMap((failure) => ["", failure]),
    failures.length === 0 ? "No invariant was broken." : `${failures.length} sequences broke an invariant.`,
  ];
}

function drawn(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
