import { spawn } from "node:child_process";
import { once } from "node:events";

import type { Command } from "commander";

import { FAMILIES } from "../families";
import { runModel } from "../model/runModel";
import { PackageCopy } from "../support/packageCopy";
import { parseCount, parseInteger } from "../support/parseInteger";
import { DEFECTS, type Defect } from "./defects";

interface Options {
  runs: number;
  seed: number;
  lanes: number;
  only?: string;
}

/** Adds `seeded` to the command line. */
export function addSeededCommand(program: Command): void {
  program
    .command("seeded")
    .description("seeds one defect after the other in a copy of the package, and prints what detects it")
    .option(
      "--runs <count>",
      "the maximum number of sequences of the model for each defect",
      parseCount,
      1_000,
    )
    .option("--seed <seed>", "the seed of the sequences", parseInteger, 1)
    .option("--lanes <count>", "how many sequences run at the same time", parseCount, 32)
    .option("--only <text>", "only the defects whose name contains this text")
    .action(async (options: Options) => {
      process.exitCode = (await run(options)) ? 0 : 1;
    });
}

async function run(options: Options): Promise<boolean> {
  const defects = DEFECTS.filter(({ name }) => name.includes(options.only ?? ""));
  // Otherwise, the model would report the same for every defect.
  for (const family of new Set(defects.map(familyOf))) {
    const withoutDefect = await detectWithModel(family, undefined, options);
    if (withoutDefect !== undefined)
      throw new Error(`Without a defect, a failure is found by ${withoutDefect}`);
  }
  let allDetected = true;
  for (const defect of defects) {
    const detectedBy = await detect(defect, options);
    console.log(`${detectedBy === undefined ? "MISSED  " : "detected"}  ${defect.name}`);
    if (detectedBy !== undefined) console.log(`          by ${detectedBy}`);
    allDetected &&= detectedBy !== undefined;
  }
  return allDetected;
}

/** What detects a defect. Undefined if nothing does. */
async function detect(defect: Defect, options: Options): Promise<string | undefined> {
  const copy = await PackageCopy.make();
  try {
    await copy.change(defect);
    if (defect.test && !(await passes(defect.test, copy.project)))
      return `${defect.test.file}: "…${defect.test.title}…"`;
    return await detectWithModel(familyOf(defect), copy.project, options);
  } finally {
    await copy.remove();
  }
}

function familyOf({ family = "rooms" }: Defect): string {
  return family;
}

/** @param project The folder of the project with the package. Undefined: this repository. */
async function detectWithModel(
  family: string,
  project: string | undefined,
  { runs, seed, lanes }: Options,
): Promise<string | undefined> {
  let failure: string | undefined;
  const { sequences } = await runModel(FAMILIES[family]!, {
    ...{ runs, seed, lanes, stopOnFailure: true },
    ...(project === undefined ? {} : { project }),
    onFailure: (message) => {
      failure = message.split("\n")[0] ?? "";
    },
  });
  return failure === undefined ? undefined : `the model, within ${sequences} sequences: ${failure}`;
}

// Without a defect, the test passes: `npm test` runs it.
async function passes({ file, title }: NonNullable<Defect["test"]>, project: string): Promise<boolean> {
  const mocha = spawn("npx", ["mocha", file, "-g", title], {
    env: { ...process.env, PULUMI_CHIME_TEST_PROJECT: project },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  mocha.stdout.on("data", (data: Buffer) => (output += data.toString()));
  const [code] = (await once(mocha, "exit")) as [number | null];
  if (!/[1-9]\d* (passing|failing)/.test(output)) throw new Error(`${file} has no test with "${title}".`);
  return code === 0;
}
