import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { satisfies } from "semver";

import { startEmulator, type Emulator, type Seed } from "../../emulator";
import { ScratchProject } from "../../tools/project/scratchProject";
import {
  emulatorOptionsOf,
  examples,
  expectedOf,
  heldBy,
  required,
  type AnyExample,
  type Example,
} from "./example";

const REPOSITORY = resolve(__dirname, "../..");
const STACK = "emulator";
const AT_ONCE = ["--yes", "--skip-preview"];
const TSCONFIG = readFileSync(join(REPOSITORY, "examples/team/tsconfig.json"), "utf8");

/** The example that `npm test` runs: one stands for all of them. */
export const SAMPLE = "team";

/**
 * Makes the tests of the examples that are wanted. It finds every example by itself: a new folder is under test when it is
 * there, and fails while it lacks what to expect.
 */
export function testExamples(isWanted: (name: string) => boolean): void {
  for (const example of examples().filter(({ name }) => isWanted(name))) {
    describe(`examples/${example.name}`, () => {
      it("says what it is, and asks for versions that are the ones under test", () => {
        assert.match(required(example.name, example.files, "README.md"), /^# /);
        if (!("PulumiPolicy.yaml" in example.files)) required(example.name, example.files, "Pulumi.yaml");
        required(example.name, example.files, example.manifest.main);
        if (example.standsAlone) return;
        assertVersions(example);
        // One of them is compiled with it, by the test that the example brings.
        if (example.manifest.main.endsWith(".ts")) assert.equal(example.files["tsconfig.json"], TSCONFIG);
      });

      // test/package/examples.ts tests these: they install packages of their own.
      if (example.standsAlone) return;

      it("creates what it should, changes nothing the second time, and leaves nothing behind", () =>
        onEngine(example, async ({ chime, seed, project }) => {
          const { afterUp, change, afterChange, afterDestroy } = expectedOf(example);
          assert.notDeepEqual(heldBy(chime.state, seed), afterUp, "what is there before");
          await pulumi(project, ["stack", "init", STACK]);
          await pulumi(project, ["up", ...AT_ONCE]);
          assert.deepEqual(heldBy(chime.state, seed), afterUp);

          chime.journal.clear();
          await pulumi(project, ["up", "--expect-no-changes", ...AT_ONCE]);
          assert.deepEqual(chime.journal.calls({ written: true }), []);

          if (change !== undefined) {
            for (const [key, value] of Object.entries(change))
              await pulumi(project, ["config", "set", key, value]);
            await pulumi(project, ["up", ...AT_ONCE]);
            assert.deepEqual(heldBy(chime.state, seed), afterChange);
          }

          await pulumi(project, ["destroy", ...AT_ONCE]);
          assert.deepEqual(heldBy(chime.state, seed), afterDestroy);
        }));

      if (example.manifest.scripts?.["test"] === undefined) return;

      it("passes the test that it brings", () =>
        inScratch(example, {}, ({ folder, environment }) => npmTest(folder, environment)));
    });
  }
}

interface OnEngine {
  chime: Emulator;
  seed: Seed;
  project: ScratchProject;
}

/**
 * Lays an example out beside an emulator as it wants it, and clears away after the work.
 *
 * @param more Environment variables of the Pulumi CLI.
 */
export async function onEngine(
  example: AnyExample,
  work: (parts: OnEngine) => Promise<void>,
  more: Record<string, string> = {},
): Promise<void> {
  const options = emulatorOptionsOf(example);
  const chime = await startEmulator(options);
  try {
    // That the types are right is the type checker's to say.
    const env = { ...chime.env, PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...more };
    await inScratch(example, env, async (project) => {
      await work({ chime, seed: options.seed, project });
    });
  } finally {
    await chime.stop();
  }
}

async function inScratch(
  { name, files }: AnyExample,
  env: Record<string, string>,
  work: (project: ScratchProject) => Promise<unknown>,
): Promise<void> {
  const project = await ScratchProject.open({ name, files, env });
  try {
    await work(project);
  } finally {
    await project.close();
  }
}

/**
 * Runs the Pulumi CLI and returns its stdout.
 *
 * @throws CommandFailure with the complete output.
 */
export function pulumi(project: ScratchProject, args: string[]): Promise<string> {
  return project.pulumi(args);
}

async function npmTest(cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { stdout } = await promisify(execFile)("npm", ["test"], { cwd, env });
  assert.match(stdout, /[1-9]\d* passing/);
}

function assertVersions({ name, manifest }: Example): void {
  for (const [dependency, range] of Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
  })) {
    const installed = versionOf(dependency);
    assert.ok(satisfies(installed, range), `examples/${name}: ${dependency} ${range} is not ${installed}`);
  }
}

function versionOf(dependency: string): string {
  const file = join(REPOSITORY, "node_modules", dependency, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
