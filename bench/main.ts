/** Measures the cost of the package with the real Pulumi engine and the emulator of Amazon Chime. */
import { relative, resolve } from "node:path";

import { Command, InvalidArgumentError } from "commander";

import { cleanEnvironment } from "../tools/project/cleanEnvironment";
import { usePulumiCli } from "../tools/project/pulumiOnPath";
import { planOf } from "./plan";
import { boundsOf, verdictOf } from "./report/bounds";
import { environmentNow } from "./report/environment";
import { Figures } from "./report/figures";
import { boundsTable } from "./report/markdown";
import { writeReport } from "./report/write";
import { measure } from "./runner";
import { VARIANTS, type VariantName } from "./variants";

const RESULTS = resolve(__dirname, "results");

interface Flags {
  readonly quick: boolean;
  readonly rounds?: number;
  readonly only?: VariantName[];
  readonly sizes?: number[];
  readonly out?: string;
  readonly check: boolean;
}

new Command("bench")
  .description("Measures time, calls, state and memory of all variants. Progress goes to stderr.")
  .option(
    "--quick",
    "some variants, small sizes, one round: takes two minutes, and the bounds do not apply",
    false,
  )
  .option("--rounds <n>", "number of rounds (default: depends on the size)", parsePositive)
  .option("--only <variants>", `comma-separated variants: ${VARIANTS.join(",")}`, parseVariants)
  .option("--sizes <numbers>", "comma-separated numbers of members", (text) =>
    text.split(",").map(parsePositive),
  )
  .option("--out <folder>", "output folder (default: bench/results, with --quick bench/results/quick)")
  .option("--check", "exit with 1 if a bound is not met or was not measured", false)
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(`\nThe benchmark failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });

async function run({ out, check, ...options }: Flags): Promise<void> {
  const plan = planOf(options);
  await usePulumiCli();
  cleanEnvironment();
  const environment = environmentNow();
  const samples = await measure(plan, abortOnSignal());
  const folder = resolve(out ?? (plan.quick ? resolve(RESULTS, "quick") : RESULTS));
  await writeReport(folder, samples, plan, environment);
  const bounds = boundsOf(new Figures(samples), plan.sizes);
  console.log(`${boundsTable(bounds, plan.quick)}\n\nThe results are in ${relative("", folder)}.`);
  if (check && bounds.some((bound) => verdictOf(bound) !== "met")) process.exitCode = 1;
}

/** Aborts on SIGINT, SIGTERM and SIGHUP, so that the current command ends and its files are removed. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      controller.abort(new Error(`Interrupted by ${signal}.`));
    });
  return controller.signal;
}

function parsePositive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be an integer of at least 1.");
  return Number(text);
}

function parseVariants(text: string): VariantName[] {
  const names = text.split(",");
  const unknown = names.filter((name) => !(VARIANTS as readonly string[]).includes(name));
  if (unknown.length > 0) throw new InvalidArgumentError(`Unknown variants: ${unknown.join(", ")}.`);
  return names as VariantName[];
}
