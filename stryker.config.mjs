import { env } from "node:process";

import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Ignores messages for users, because another wording is not a defect. Conditions and values in them are mutated. */
const TEXTS = declareValuePlugin(PluginKind.Ignore, "texts", {
  shouldIgnore(path) {
    if (!path.isStringLiteral() && !path.isTemplateLiteral()) return undefined;
    const call = path.findParent((parent) => parent.isNewExpression() || parent.isCallExpression());
    const { callee } = call?.node ?? {};
    // super("…") in a class of errors.
    const called =
      callee?.type === "Super" ? path.findParent((parent) => parent.isClass()).node.superClass : callee;
    const name = called?.name ?? called?.property?.name ?? "";
    return /Error$|^say$/.test(name) ? "It is a message for users." : undefined;
  },
});

// Mutation testing. `npm run mutation` sets the files to mutate and the tests to run.
export const strykerPlugins = [TEXTS];

export default {
  testRunner: "mocha",
  // Not --testFiles: with that option, Stryker 9.6 runs no tests for code that runs when a module is loaded.
  mochaOptions: { spec: (env.PULUMI_CHIME_MUTATION_TESTS ?? "").split(",") },
  plugins: ["@stryker-mutator/mocha-runner", import.meta.filename],
  ignorers: ["texts"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  // Stryker copies the repository for each run, except results, builds, and files that only other tests read.
  ignorePatterns: ["dist", "reference", "release", "bench/results", "test/fixtures", "docs", "reports"],
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: env.PULUMI_CHIME_MUTATION_REPORT },
  tempDirName: "node_modules/.cache/stryker",
  cleanTempDir: "always",
  timeoutMS: 20_000,
};
