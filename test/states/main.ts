/**
 * `npm run write-state -- NAME`: writes the states that a version of this package leaves as fixtures, with the Pulumi CLI
 * and the emulator of today: NAME.json of a deployment that came to its end, NAME-interrupted.json of one that did not
 * learn what became of its calls, and the same of channels as NAME-channels.json. To be run for each release, with its
 * version as the name. A file that exists stays as it is.
 *
 * `--package FOLDER` takes another version of the package: a checkout of it, built, with its node_modules.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { Command } from "commander";

import { startEmulator, type Emulator } from "../../emulator";
import { ScratchProject } from "../../tools/project/scratchProject";
import { PROGRAM, type Declared } from "../support/agreement/program";
import { peopleIn, parentsOf, seedOf } from "../support/agreement/service";
import { LeakGuard } from "../support/leaks";
import { failureOf } from "../support/project";
import { Stack, type ExportedState } from "../support/stack";
import { FIXTURES, PROJECT_NAME, type StateFixture } from "./fixture";
import { WORLDS } from "./worlds";
import type { World } from "./worlds/world";

/** What is to be written. */
interface Writing {
  program: Declared;
  settled: boolean;
  /** Brings a stack into the state. */
  bring: (stack: Stack, chime: Emulator, world: World) => Promise<void>;
}

const REPOSITORY = resolve(__dirname, "../..");

const command = new Command("npm run write-state --")
  .description("Writes the states that a version of this package leaves as fixtures.")
  .argument("<name>", "the version")
  .option("--package <folder>", "a checkout of the version to take, built", REPOSITORY)
  .action(main);

async function main(name: string, { package: folder }: { package: string }): Promise<void> {
  for (const [suffix, world] of Object.entries(WORLDS)) {
    const program = world.everything();
    await write(`${name}${suffix}`, folder, world, { program, settled: true, bring: settle });
    await write(`${name}${suffix}-interrupted`, folder, world, {
      program: world.interruptible(program),
      settled: false,
      bring: interrupt,
    });
  }
}

async function settle(stack: Stack, chime: Emulator, world: World): Promise<void> {
  await stack.up();
  await world.passStranger(chime, () => stack.refresh());
}

async function interrupt(stack: Stack, chime: Emulator, { operations }: World): Promise<void> {
  await stack.setConfig("chime:maxRetries", { value: "0" });
  for (const operation of operations)
    chime.faults.inject({ operation, kind: "cut", when: "afterWrite", times: "always" });
  await failureOf(stack.up());
}

async function write(
  name: string,
  packageFolder: string,
  world: World,
  { program, settled, bring }: Writing,
): Promise<void> {
  if (existsSync(fileOf(name))) return;
  const { people, others } = world;
  const chime = await startEmulator({ seed: seedOf(people, others) });
  const project = await ScratchProject.open({
    name: PROJECT_NAME,
    files: { "index.js": PROGRAM, "program.json": JSON.stringify(program) },
    env: chime.env,
    packageFolder,
  });
  try {
    const stack = new Stack(project, PROJECT_NAME, "test", new LeakGuard());
    await stack.run(["stack", "init"]);
    await bring(stack, chime, world);
    // Not with the secrets in it open.
    const { stdout } = await stack.run(["stack", "export"]);
    await keep(name, {
      writtenBy: `pulumi-chime ${await commitOf(packageFolder)}, ${(await project.pulumi(["version"])).trim()}`,
      settled,
      people: peopleIn(chime, people),
      program,
      others,
      service: parentsOf(chime),
      deployment: withoutPaths((JSON.parse(stdout) as ExportedState).deployment),
    });
  } finally {
    await project.close();
    await chime.stop();
  }
}

async function keep(name: string, fixture: StateFixture): Promise<void> {
  await mkdir(FIXTURES, { recursive: true });
  await writeFile(fileOf(name), `${JSON.stringify(fixture, undefined, 2)}\n`);
  console.log(`Written: ${name}`);
}

function fileOf(name: string): string {
  return join(FIXTURES, `${name}.json`);
}

// Where in a file a resource was declared: paths of this machine, which nobody needs.
function withoutPaths({
  resources = [],
  ...others
}: ExportedState["deployment"]): ExportedState["deployment"] {
  const bare = resources.map((resource) =>
    Object.fromEntries(
      Object.entries(resource).filter(([name]) => name !== "sourcePosition" && name !== "stackTrace"),
    ),
  );
  return { ...others, resources: bare as unknown as typeof resources };
}

async function commitOf(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)("git", ["-C", folder, "rev-parse", "--short", "HEAD"]);
  return stdout.trim();
}

command.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
