import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import type { Emulator } from "../../emulator";
import { CommandFailure, ScratchProject } from "../../tools/project/scratchProject";
import { QUICK_PULUMI } from "./pluginProcess";
import { LeakGuard, leaksInFolder } from "./leaks";
import { Stack, type StateResource } from "./stack";

const PROJECT_NAME = "chime-test";

/** A program in plain JavaScript that declares what `members.json` beside it says. */
const PROGRAM_OF_MEMBERS = `"use strict";
const chime = require("pulumi-chime");
for (const [name, args] of Object.entries(require("./members.json"))) new chime.RoomMembership(name, args);
`;

/** What a project is made of. */
export interface ProjectOptions {
  /** The service that the project's program talks to. */
  chime: Emulator;
  /** Stack settings, such as `chime:maxRetries`. */
  config?: Record<string, string>;
  /** The program. Default: one in plain JavaScript that declares what {@link Project.declare} says. */
  files?: Record<string, string>;
  /** Environment of the Pulumi CLI beside that in which the SDK finds the emulator. */
  env?: Record<string, string>;
  /** JavaScript that every Node.js process of a deployment runs first. */
  preload?: string;
}

/**
 * A Pulumi project under test, with a real engine and a state of its own.
 *
 * All that comes out of it is searched for what is personal or secret: what the CLI prints, the service's journal, and,
 * when it is closed, every file that the test has not written itself: states, their backups and history, logs of events,
 * import files. A finding fails the test.
 */
export class Project {
  private constructor(
    private readonly scratch: ScratchProject,
    public readonly stack: Stack,
    private readonly chime: Emulator,
    private readonly guard: LeakGuard,
  ) {}

  /** Makes the project and its stack `test`. */
  public static async open({ chime, config, files, env, preload }: ProjectOptions): Promise<Project> {
    const scratch = await ScratchProject.open({
      name: PROJECT_NAME,
      files: files ?? { "index.js": PROGRAM_OF_MEMBERS, "members.json": "{}" },
      config: config ?? {},
      env: { ...chime.env, ...env },
    });
    await scratch.preload(`require(${JSON.stringify(QUICK_PULUMI)});\n${preload ?? ""}`);
    const guard = new LeakGuard();
    guard.watch(chime);
    return new Project(scratch, await firstStack(scratch, guard), chime, guard);
  }

  /** The folder that holds all of it. */
  public get folder(): string {
    return this.scratch.folder;
  }

  /** The environment in which commands of the project run. */
  public get environment(): NodeJS.ProcessEnv {
    return this.scratch.environment;
  }

  /** Runs the Pulumi CLI as a person does, and returns what it printed. */
  public async pulumi(...args: string[]): Promise<string> {
    return (await this.stack.run(args)).stdout;
  }

  /** Another stack of the same project. */
  public async otherStack(name: string): Promise<Project> {
    const stack = await stackOf(this.scratch, name, this.guard);
    return new Project(this.scratch, stack, this.chime, this.guard);
  }

  /** Makes the program declare exactly these memberships. */
  public async declare(members: Record<string, object>): Promise<void> {
    await this.write("members.json", JSON.stringify(members));
  }

  /** Writes a file of the program. */
  public async write(file: string, text: string): Promise<void> {
    await this.scratch.write(file, text);
  }

  /** The resources of this package in the state, by name. */
  public async resources(): Promise<Record<string, StateResource>> {
    const ours = (await this.stack.resources()).filter(({ type }) =>
      type.startsWith("pulumi-nodejs:dynamic/chime:"),
    );
    return Object.fromEntries(ours.map((resource) => [resource.urn.split("::").at(-1)!, resource]));
  }

  /** Writes a resource into the state a second time under another name, as a crash at the wrong moment can. */
  public async keepTwice(name: string, otherName: string): Promise<void> {
    const state = await this.stack.exportStack();
    const { resources = [] } = state.deployment;
    const index = resources.findIndex(({ urn }) => urn.endsWith(`::${name}`));
    const found = resources[index]!;
    resources.splice(index, 0, { ...found, urn: found.urn.replace(/::[^:]*$/, `::${otherName}`) });
    await this.stack.importStack(state);
  }

  /** The names of the memberships in the state. */
  public async names(): Promise<string[]> {
    return Object.keys(await this.resources()).sort();
  }

  /** The deployment, as `pulumi stack export` shows it. */
  public async exported(): Promise<object> {
    return (await this.stack.exportStack()).deployment;
  }

  /** The text of the state file on disk. */
  public async stateText(): Promise<string> {
    return this.stack.stateText();
  }

  /**
   * Removes all of it.
   *
   * @throws Error where something personal or secret had come out.
   */
  public async close(): Promise<void> {
    const { folder, written } = this.scratch;
    this.guard.add(await leaksInFolder(folder, written));
    await this.scratch.close();
    // Whoever calls this then does not get as far as to stop the service, which would keep the test's process alive.
    if (this.guard.hasFound) await this.chime.stop();
    this.guard.refuse();
  }
}

/** Waits for a command that must fail, and returns what it printed. */
export async function failureOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
  } catch (error) {
    if (error instanceof CommandFailure) return error.message;
    throw error;
  }
  throw new Error("The command succeeded where it had to fail.");
}

/** The files that `pulumi stack init` makes, by their paths in the folder of a project. */
let initialised: Promise<ReadonlyMap<string, Buffer>> | undefined;

/** The stack of a new project: initialised once in this process, and copied from then on, which takes no time. */
async function firstStack(scratch: ScratchProject, guard: LeakGuard): Promise<Stack> {
  const name = "test";
  if (initialised === undefined) {
    const stack = stackOf(scratch, name, guard);
    initialised = stack.then(() => filesOfStack(scratch.folder, name));
    return stack;
  }
  for (const [file, bytes] of await initialised) {
    await mkdir(dirname(join(scratch.folder, file)), { recursive: true });
    await writeFile(join(scratch.folder, file), bytes);
  }
  return new Stack(scratch, PROJECT_NAME, name, guard);
}

async function filesOfStack(folder: string, name: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(join(folder, "state"), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const all = [`Pulumi.${name}.yaml`, ...files];
  return new Map(
    await Promise.all(all.map(async (file) => [file, await readFile(join(folder, file))] as const)),
  );
}

async function stackOf(scratch: ScratchProject, name: string, guard: LeakGuard): Promise<Stack> {
  const stack = new Stack(scratch, PROJECT_NAME, name, guard);
  await stack.run(["stack", "init"]);
  return stack;
}
