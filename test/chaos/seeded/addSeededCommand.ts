import { spawn } from "node:child_process";
import { once } from "node:events";

import type { Command } from "commander";

import { runModel } from "../model/runModel";
import { rooms } from "../rooms/rooms";
import { parseCount, parseInteger } from "../support/parseInteger";
import { PackageCopy } from "../support/packageCopy";
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
    .description("puts one defect after the other into a copy of the package, and shows what finds it")
    .option("--runs <count>", "the maximum number of sequences of the model for each", parseCount, 1_000)
    .option("--seed <seed>", "seed of the sequences", parseInteger, 1)
    .option("--lanes <count>", "how many sequences run at a time", parseCount, 32)
    .option("--only <text>", "only the defects whose name contains this")
    .action(async (options: Options) => {
      process.exitCode = (await run(options)) ? 0 : 1;
    });
}

async function run(options: Options): Promise<boolean> {
  let all = true;
  for (const defect of DEFECTS.filter(({ name }) => name.includes(options.only ?? ""))) {
    const catches = await caughtBy(defect, options);
    console.log(`${catches.length > 0 ? "caught" : "MISSED"}  ${defect.name}`);
    for (const one of catches) console.log(`          ${one}`);
    all &&= catches.length > 0;
  }
  return all;
}

async function caughtBy(defect: Defect, options: Options): Promise<string[]> {
  const copy = await PackageCopy.make();
  try {
    await copy.change(defect);
    if (defect.test && !(await passes(defect.test, copy.project)))
      return [`${defect.test.file}: "…${defect.test.title}…"`];
    return await byModel(copy.project, options);
  } finally {
    await copy.remove();
  }
}

async function byModel(project: string, { runs, seed, lanes }: Options): Promise<string[]> {
  const broken: string[] = [];
  const { sequences } = await runModel(rooms, {
    ...{ runs, seed, lanes, project, stopOnFailure: true },
    onFailure: (message) => broken.push(message.split("\n")[0] ?? ""),
  });
  return broken.map((message) => `the model, within ${sequences} sequences: ${message}`);
}

// It must pass on the package as it is; that is what `npm test` shows.
async function passes({ file, title }: NonNullable<Defect["test"]>, project: string): Promise<boolean> {
  const mocha = spawn("npx", ["mocha", file, "-g", title], {
    env: { ...process.env, PULUMI_CHIME_TEST_PROJECT: project },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  mocha.stdout.on("data", (data: Buffer) => (output += data.toString()));
  const [code] = (await once(mocha, "exit")) as [number | null];
  if (!/[1-9]\d* (passing|failing)/.test(output)) throw new Error(`No test of ${file} is called "${title}".`);
  return code === 0;
}
