/**
 * `npm run write-state -- VERSION`: writes the states that a version of this package produces with the current Pulumi
 * CLI and emulator, as fixtures. Run it for each release. It does not overwrite existing files.
 *
 * - VERSION.json: a deployment that succeeded
 * - VERSION-interrupted.json: a deployment whose creates have an ambiguous outcome
 * - the same for channels and app instances, such as VERSION-channels.json
 *
 * With PULUMI_CHIME_TEST_HOST=native, the states are those of the native plugin.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { Command } from "commander";

import { startEmulator, type Emulator } from "../../emulator";
import { ScratchProject } from "../../tools/project/scratchProject";
import { filesOf, type Declared } from "../support/agreement/program";
import { peopleIn, parentsOf, seedOf } from "../support/agreement/service";
import { LeakGuard } from "../support/leaks";
import { isNative } from "../support/host";
import { failureOf } from "../support/project";
import { addPlugin } from "../support/projectPlugin";
import { Stack, type ExportedState } from "../support/stack";
import { FIXTURES, PROJECT_NAME, type StateFixture } from "./fixture";
import { WORLDS } from "./worlds";
import type { World } from "./worlds/world";

interface FixtureSpec {
  program: Declared;
  settled: boolean;
  /** Deploys the program to the stack, so that the stack gets the state to write. */
  deploy: (stack: Stack, chime: Emulator, world: World) => Promise<void>;
}

const REPOSITORY = resolve(__dirname, "../..");

const command = new Command("npm run write-state --")
  .description("Writes the states that a version of this package produces, as test fixtures.")
  .argument("<name>", "the version")
  .option("--package <folder>", "a built checkout of the version, with its node_modules", REPOSITORY)
  .action(main);

async function main(name: string, { package: folder }: { package: string }): Promise<void> {
  for (const [suffix, world] of Object.entries(WORLDS)) {
    const program = world.fullProgram();
    await writeFixture(`${name}${suffix}`, folder, world, { program, settled: true, deploy: settle });
    await writeFixture(`${name}${suffix}-interrupted`, folder, world, {
      program: world.interruptedProgram(program),
      settled: false,
      deploy: interrupt,
    });
  }
}

async function settle(stack: Stack, chime: Emulator, world: World): Promise<void> {
  await stack.up();
  await world.refreshWithUnmanagedMember(chime, () => stack.refresh());
}

async function interrupt(stack: Stack, chime: Emulator, { operations }: World): Promise<void> {
  await stack.setConfig("chime:maxRetries", { value: "0" });
  for (const operation of operations)
    chime.faults.inject({ operation, kind: "cut", when: "afterWrite", times: "always" });
  await failureOf(stack.up());
}

async function writeFixture(
  name: string,
  packageFolder: string,
  world: World,
  { program, settled, deploy }: FixtureSpec,
): Promise<void> {
  if (existsSync(fileOf(name))) return;
  const { people, others } = world;
  const chime = await startEmulator({ seed: seedOf(people, others) });
  const project = await ScratchProject.open({
    name: PROJECT_NAME,
    files: filesOf(program, isNative()),
    env: chime.env,
    packageFolder,
  });
  try {
    if (isNative()) await addPlugin(project);
    const stack = new Stack(project, PROJECT_NAME, "test", new LeakGuard());
    await stack.run(["stack", "init"]);
    await deploy(stack, chime, world);
    // Without --show-secrets: the fixture must not contain secrets in plain text.
    const { stdout } = await stack.run(["stack", "export"]);
    await saveFixture(name, {
      writtenBy: `pulumi-chime ${await commitOf(packageFolder)}, ${(await project.pulumi(["version"])).trim()}`,
      ...(isNative() && { native: true }),
      settled,
      people: peopleIn(chime, people),
      program,
      others,
      service: parentsOf(chime, people),
      deployment: withoutSourcePositions((JSON.parse(stdout) as ExportedState).deployment),
    });
  } finally {
    await project.close();
    await chime.stop();
  }
}

async function saveFixture(name: string, fixture: StateFixture): Promise<void> {
  await mkdir(FIXTURES, { recursive: true });
  await writeFile(fileOf(name), `${JSON.stringify(fixture, undefined, 2)}\n`);
  console.log(`Wrote ${fileOf(name)}`);
}

function fileOf(name: string): string {
  return join(FIXTURES, `${name}.json`);
}

// Source positions contain paths of the local file system.
function withoutSourcePositions({
  resources = [],
  ...others
}: ExportedState["deployment"]): ExportedState["deployment"] {
  const withoutPositions = resources.map((resource) =>
    Object.fromEntries(
      Object.entries(resource).filter(([name]) => name !== "sourcePosition" && name !== "stackTrace"),
    ),
  );
  return { ...others, resources: withoutPositions as unknown as typeof resources };
}

async function commitOf(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)("git", ["-C", folder, "rev-parse", "--short", "HEAD"]);
  return stdout.trim();
}

command.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
