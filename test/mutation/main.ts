import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { Command } from "commander";

import { show, type Report } from "./report";
import { TARGETS, type Target } from "./targets";

const program = new Command("npm run mutation --")
  .description("Puts mistakes into the code, one at a time, and shows which of them no test notices.")
  .option("--only <text>", "those files only whose name, or whose target's, has this in it", "")
  .option("--least <percent>", "how many in a hundred are to be noticed in each file", Number, 90)
  .option("--show", "shows what the last runs have found, and runs nothing", false)
  .action(({ only, least, show: isOver }: { only: string; least: number; show: boolean }) => {
    const targets = TARGETS.flatMap((target) => chosen(target, only));
    if (!isOver) targets.forEach(run);
    const reports = targets.map(({ name }) => JSON.parse(readFileSync(reportOf(name), "utf8")) as Report);
    process.exitCode = show(reports, least) ? 0 : 1;
  });
program.parse();

/** A target with those of its files that were asked for; none where there are none of those. */
function chosen(target: Target, only: string): Target[] {
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
      // All interleavings would take a minute for each mistake.
      PULUMI_CHIME_TEST_INTERLEAVINGS: "40",
    },
  });
  if (status !== 0)
    throw new Error(`Stryker failed for ${name}, as it does where a test fails without a mistake.`);
}

function reportOf(name: string): string {
  return `reports/mutation/${name}.json`;
}
