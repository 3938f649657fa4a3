import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { Command } from "commander";

import { show, type Report } from "./report";
import { TARGETS, type Target } from "./targets";

const program = new Command("npm run mutation --")
  .description("Mutates the code, one mutation at a time, and shows the mutations that no test detects.")
  .option("--only <text>", "only files whose name, or the name of whose target, contains this text", "")
  .option("--threshold <percent>", "minimum percentage of detected mutations in each file", Number, 90)
  .option("--show", "show the results of the last runs, without running anything", false)
  .action(({ only, threshold, show: showOnly }: { only: string; threshold: number; show: boolean }) => {
    const targets = TARGETS.flatMap((target) => matchingTarget(target, only));
    if (!showOnly) targets.forEach(run);
    const reports = targets.map(({ name }) => JSON.parse(readFileSync(reportOf(name), "utf8")) as Report);
    process.exitCode = show(reports, threshold) ? 0 : 1;
  });
program.parse();

/** The target with the files that match `only`. Empty if none matches. */
function matchingTarget(target: Target, only: string): Target[] {
  const files = target.name.includes(only)
    ? target.files
    : target.files.filter((file) => file.includes(only));
  return files.length === 0 ? [] : [{ ...target, files }];
}

function run({ name, files, tests }: Target): void {
  const { status } = spawnSync("npx", ["stryker", "run", "--mutate", files.join()], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PULUMI_CHIME_MUTATION_TESTS: tests.join(),
      PULUMI_CHIME_MUTATION_REPORT: reportOf(name),
      // All interleavings would take a minute for each mutation.
      PULUMI_CHIME_TEST_INTERLEAVINGS: "40",
    },
  });
  if (status !== 0)
    throw new Error(`Stryker failed for ${name}. Possible reason: a test fails even without a mutation.`);
}

function reportOf(name: string): string {
  return `reports/mutation/${name}.json`;
}
