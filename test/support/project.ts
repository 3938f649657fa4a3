import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

import type { Emulator } from "../../emulator";
import { CommandFailure, ScratchProject } from "../../tools/project/scratchProject";
import { QUICK_PULUMI } from "./pluginProcess";
import { LeakGuard, leaksInFolder } from "./leaks";
import { Stack, type StateResource } from "./stack";

const PROJECT_NAME = "chime-test";

/** A JavaScript program that declares the memberships in `members.json`. */
const PROGRAM_OF_MEMBERS = `"use strict";
const chime = require("pulumi-chime");
for (const [name, args] of Object.entries(require("./members.json"))) new chime.RoomMembership(name, args);
`;

/** The options of a project. */
export interface ProjectOptions {
  /** The emulator that the program and the plugin call. */
  chime: Emulator;
  /** Stack settings, such as `chime:maxRetries`. */
  config?: Record<string, string>;
  /** The files of the program. Default: a JavaScript program with the memberships of {@link Project.declare}. */
  files?: Record<string, string>;
  /** Environment variables of the Pulumi CLI, in addition to those with which the SDK finds the emulator. */
  env?: Record<string, string>;
  /** JavaScript that every Node.js process of a deployment runs first. */
  preload?: string;
}

/**
 * A Pulumi project on the real engine, with its own state.
 *
 * Its output is searched for personal data and secrets: what the CLI prints, the emulator's journal, and on {@link close}
 * every file that the test did not write itself (states, backups, history, event logs, import files). A leak fails the test.
 */
export class Project {
  private constructor(
    private readonly scratch: ScratchProject,
    public readonly stack: Stack,
    private readonly chime: Emulator,
    private readonly guard: LeakGuard,
  ) {}

  /** Creates the project and its stack `test`. */
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
    return new Project(scratch, await createTestStack(scratch, guard), chime, guard);
  }

  /** The project folder. */
  public get folder(): string {
    return this.scratch.folder;
  }

  /** The environment variables of the project's commands. */
  public get environment(): NodeJS.ProcessEnv {
    return this.scratch.environment;
  }

  /** Runs the Pulumi CLI as a user does. Returns stdout. */
  public async pulumi(...args: string[]): Promise<string> {
    return (await this.stack.run(args)).stdout;
  }

  /** Creates another stack of this project. */
  public async otherStack(name: string): Promise<Project> {
    const stack = await stackOf(this.scratch, name, this.guard);
    return new Project(this.scratch, stack, this.chime, this.guard);
  }

  /** Writes the memberships that the default program declares, by resource name. */
  public async declare(members: Record<string, object>): Promise<void> {
    await this.write("members.json", JSON.stringify(members));
  }

  /** Writes a file of the program. */
  public async write(file: string, text: string): Promise<void> {
    await this.scratch.write(file, text);
  }

  /** The resources of this package in the state, by name. */
  public async resources(): Promise<Record<string, StateResource>> {
    const own = (await this.stack.resources()).filter(({ type }) =>
      type.startsWith("pulumi-nodejs:dynamic/chime:"),
    );
    return Object.fromEntries(own.map((resource) => [resource.urn.split("::").at(-1)!, resource]));
  }

  /** Duplicates a resource in the state under another name, as a crash during a rename can. */
  public async duplicateInState(name: string, otherName: string): Promise<void> {
    const state = await this.stack.exportStack();
    const { resources = [] } = state.deployment;
    const index = resources.findIndex(({ urn }) => urn.endsWith(`::${name}`));
    const found = resources[index]!;
    resources.splice(index, 0, { ...found, urn: found.urn.replace(/::[^:]*$/, `::${otherName}`) });
    await this.stack.importStack(state);
  }

  /** The names of the resources of this package in the state, sorted. */
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
   * Removes the project.
   *
   * @throws Error if personal data or secrets were in its output.
   */
  public async close(): Promise<void> {
    const { folder, written } = this.scratch;
    this.guard.add(await leaksInFolder(folder, written));
    await this.scratch.close();
    // The error below skips the caller's own stop, and a running emulator would keep the test process alive.
    if (this.guard.hasFound) await this.chime.stop();
    this.guard.assertNone();
  }
}

/** The output of a command that must fail. */
export async function failureOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
  } catch (error) {
    if (error instanceof CommandFailure) return error.message;
    throw error;
  }
  throw new Error("The command succeeded, but should have failed.");
}

/** The files that `pulumi stack init` creates, by their paths in the project folder. */
let stackFiles: Promise<ReadonlyMap<string, Buffer>> | undefined;

/** Runs `pulumi stack init` once for each test process, and copies the files afterwards, which is faster. */
async function createTestStack(scratch: ScratchProject, guard: LeakGuard): Promise<Stack> {
  const name = "test";
  if (stackFiles === undefined) {
    const stack = stackOf(scratch, name, guard);
    stackFiles = stack.then(() => filesOfStack(scratch.folder, name));
    return stack;
  }
  for (const [file, bytes] of await stackFiles) {
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
