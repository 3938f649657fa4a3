import { env } from "node:process";

import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** What is written for a person: another wording of it is no defect. What it is said of is mutated all the same. */
const TEXTS = declareValuePlugin(PluginKind.Ignore, "texts", {
  shouldIgnore(path) {
    if (!path.isStringLiteral() && !path.isTemplateLiteral()) return undefined;
    const told = path.findParent((parent) => parent.isNewExpression() || parent.isCallExpression());
    const { callee } = told?.node ?? {};
    const name = callee?.name ?? callee?.property?.name ?? "";
    return /Error$|^say$/.test(name) ? "It is written for a person." : undefined;
  },
});

// Mutation testing: `npm run mutation` says which files are mutated, and which tests run for each.
export const strykerPlugins = [TEXTS];

export default {
  testRunner: "mocha",
  // Not --testFiles: with those, Stryker 9.6 runs no test at all for what is evaluated when a module is loaded.
  mochaOptions: { spec: (env.PULUMI_CHIME_MUTATION_TESTS ?? "").split(",") },
  plugins: ["@stryker-mutator/mocha-runner", import.meta.filename],
  ignorers: ["texts"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  // Copied for each run: no results, nothing that is built, and nothing that only other tests read.
  ignorePatterns: ["dist", "reference", "release", "bench/results", "test/fixtures", "docs", "reports"],
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: env.PULUMI_CHIME_MUTATION_REPORT },
  tempDirName: "node_modules/.cache/stryker",
  cleanTempDir: "always",
  timeoutMS: 20_000,
};
