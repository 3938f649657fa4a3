/**
 * The tests in this folder run programs that would break the rules of docs/decisions/ownership.md if the code did. They check the
 * members and the calls in the emulator, the exit status and the output of the CLI, and the state file.
 *
 * | programs                                                                 | file                             |
 * | ------------------------------------------------------------------------ | -------------------------------- |
 * | members of a roster move to memberships with adoptExisting               | moves, TO_ADOPTING               |
 * | the same without adoptExisting                                           | moves, TO_NOT_ADOPTING           |
 * | one member moves, also to another provider or between rosters            | moves, ONE_MEMBER and FOLLOW_UPS |
 * | moves within one plugin process and between two                          | moves, ONE_OR_TWO_PROVIDERS      |
 * | a move whose change of role is denied                                    | failures, CHANGE_DENIED          |
 * | a move to a resource that depends on a failed one                        | failures, DEPENDENCY_FAILED      |
 * | renames with --continue-on-error                                         | failures, CONTINUE_ON_ERROR      |
 * | ignoreMembers                                                            | rosters, IGNORED                 |
 * | members that the preview does not know                                   | rosters, UNKNOWN_IN_PREVIEW      |
 * | transformations                                                          | rosters, TRANSFORMED             |
 * | replacements whose create fails                                          | rosters, RECREATED               |
 * | replaced users                                                           | rosters, replacedUsers           |
 * | in-place renames; duplicates in the state; deletedWith; recovery left on | containers                       |
 * | the commands of the crash guide after a killed rename                    | containers                       |
 * | a create without an answer for an existing member                        | adoption                         |
 * | a user's own dynamic provider, replaced or aliased                       | adoption                         |
 * | the endpoint of another account                                          | adoption                         |
 * | --target and --exclude                                                   | partial                          |
 * | a ledger folder that is unusable, or deleted during a deployment         | partial                          |
 * | bearers whose rights go with what needs them                             | bearers                          |
 *
 * After each successful update, a second one must change nothing. The preview must name every member that the update removes.
 */
import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { startEmulator, type Call, type Emulator, type EmulatorOptions } from "../../../emulator";
import { CommandFailure } from "../../../tools/project/scratchProject";
import { Project } from "../../support/project";
import type { ExportedState } from "../../support/stack";
import { Container, type Service } from "./container";
import { PROGRAM, type Program } from "./program";

/** The result of a Pulumi CLI command. */
export interface Run {
  /** Whether the exit status was 0. */
  ok: boolean;
  printed: string;
  /** The calls during the command, in order. */
  calls: Call[];
}

/** Additional flags and environment variables of a command. */
export interface RunOptions {
  flags?: string[];
  env?: Record<string, string>;
}

type Deployment = ExportedState["deployment"];

/** A program, or only its resources. */
export type Declaration = Program | Program["resources"];

/**
 * One emulator, project and stack that the tests of a file share. {@link reset} gives each test an empty stack, and a new room
 * or channel in a new account or app instance.
 */
export class OwnershipFixture {
  private constructor(
    public readonly chime: Emulator,
    private readonly clock: { behind: number },
    public readonly project: Project,
    /** The stack's files after `pulumi stack init`. */
    private readonly initialFiles: ReadonlyMap<string, string>,
  ) {}

  public static async open(options: EmulatorOptions = {}): Promise<OwnershipFixture> {
    const clock = { behind: 0 };
    const chime = await startEmulator({ ...options, now: () => Date.now() - clock.behind });
    const config = { "chime:readConsistencySeconds": "1", "chime:maxRetries": "0" };
    const project = await Project.open({ chime, config, files: { "index.js": PROGRAM } });
    const files = ["Pulumi.test.yaml", "state/.pulumi/stacks/chime-test/test.json"];
    const paths = files.map((file) => join(project.folder, file));
    const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
    return new OwnershipFixture(
      chime,
      clock,
      project,
      new Map(paths.map((path, index) => [path, texts[index]!])),
    );
  }

  /** Prepares the next test: empties the stack, clears the faults, and creates a room or channel. */
  public async reset(service: Service): Promise<Container> {
    await rm(join(this.project.folder, "state/.pulumi/locks"), { recursive: true, force: true });
    for (const [path, text] of this.initialFiles) await writeFile(path, text);
    this.chime.faults.clear();
    return Container.open(this.chime, service);
  }

  /** Sets the emulator's clock back by an hour during the action. */
  public anHourAgo<T>(action: () => T): T {
    this.clock.behind = 3_600_000;
    try {
      return action();
    } finally {
      this.clock.behind = 0;
    }
  }

  public async close(): Promise<void> {
    try {
      await this.project.close();
    } finally {
      await this.chime.stop();
    }
  }

  public async up(program: Declaration, options: RunOptions = {}): Promise<Run> {
    await this.declare(program);
    return this.run(["up", "--yes", "--skip-preview"], options);
  }

  /** Runs `pulumi preview --diff`. */
  public async preview(program: Declaration, options: RunOptions = {}): Promise<Run> {
    await this.declare(program);
    return this.run(["preview", "--diff"], options);
  }

  public refresh(options: RunOptions = {}): Promise<Run> {
    return this.run(["refresh", "--yes", "--skip-preview"], options);
  }

  public destroy(options: RunOptions = {}): Promise<Run> {
    return this.run(["destroy", "--yes", "--skip-preview"], options);
  }

  /** Runs the Pulumi CLI. Does not throw if the command fails. */
  public async run(args: readonly string[], { flags = [], env = {} }: RunOptions = {}): Promise<Run> {
    this.chime.journal.clear();
    const outcome = await this.project.stack.run([...args, ...flags], env).then(
      ({ stdout, stderr }) => ({ ok: true, printed: `${stdout}\n${stderr}` }),
      (error: unknown) => {
        if (error instanceof CommandFailure) return { ok: false, printed: error.message };
        throw error;
      },
    );
    return { ...outcome, calls: this.chime.journal.calls() };
  }

  /** Edits the state file. */
  public async editState(edit: (deployment: Deployment) => void): Promise<void> {
    const path = [...this.initialFiles.keys()].find((file) => file.endsWith(".json"))!;
    const state = JSON.parse(await readFile(path, "utf8")) as { checkpoint: { latest: Deployment } };
    edit(state.checkpoint.latest);
    await writeFile(path, JSON.stringify(state));
  }

  /** The URN of a resource in the state. */
  public async urnOf(name: string): Promise<string> {
    const urn = (await this.project.resources())[name]?.urn;
    assert.ok(urn, `the state has no ${name}`);
    return urn;
  }

  /** The members of a room or channel that are in the state. */
  public async membersInState(container: Container): Promise<string[]> {
    return container.membersInState(await this.project.stack.resources());
  }

  /** Runs an update that must succeed. */
  public async deploy(program: Declaration, options: RunOptions = {}): Promise<Run> {
    const run = await this.up(program, options);
    assert.ok(run.ok, run.printed);
    return run;
  }

  /** Asserts that a command did not remove these members, and that they are in the room or channel and in the state. */
  public async expectRetained(container: Container, run: Run, names: readonly string[]): Promise<void> {
    const [members, removed, inState] = [
      container.members(),
      container.removedBy(run.calls),
      await this.membersInState(container),
    ];
    const found = {
      missing: names.filter((name) => !members.includes(name)),
      removed: names.filter((name) => removed.includes(name)),
      notInState: names.filter((name) => !inState.includes(name)),
    };
    assert.deepEqual(found, { missing: [], removed: [], notInState: [] }, describeRun(found, run));
  }

  /** Asserts that another update with the same program changes neither the state nor Amazon Chime. */
  public async expectConverged(program: Declaration, options: RunOptions = {}): Promise<void> {
    const second = await this.up(program, {
      ...options,
      flags: [...(options.flags ?? []), "--expect-no-changes"],
    });
    assert.ok(second.ok, `A second update does not converge: ${second.printed}`);
    assert.deepEqual(writes(second.calls), [], "a second update writes");
  }

  public async declare(program: Declaration): Promise<void> {
    const declaration = Array.isArray(program) ? { resources: program } : program;
    await this.project.write("program.json", JSON.stringify(declaration));
  }
}

/** The operations of the calls that are not reads. */
export function writes(calls: readonly Call[]): string[] {
  return calls.map(({ operation }) => operation).filter((name) => !/^(List|Describe|Get)/.test(name));
}

/** Asserts whether a command succeeded, and that its output contains the messages. */
export function expectOutcome(run: Run, ok: boolean, ...messages: RegExp[]): void {
  assert.equal(run.ok, ok, run.printed);
  for (const text of messages) assert.match(run.printed, text);
}

/** The message of a failed assertion, with the output of the command, which shows why it failed. */
function describeRun(found: object, { printed }: Run): string {
  return `${JSON.stringify(found)} after:\n${printed.slice(printed.indexOf("Diagnostics:"))}`;
}

const REMOVAL = /^\s*(-|\+-|-\+)|remov|delet/;

/**
 * Asserts that a preview names these members as removed: on a line about a removal, or in the diff of a resource that is deleted
 * or replaced.
 */
export function expectPreviewNames(container: Container, preview: Run, names: readonly string[]): void {
  const lines = preview.printed.split("\n");
  const isNamed = (name: string): boolean =>
    lines.some((line, index) => {
      if (!line.includes(container.idOf(name))) return false;
      const first = lines
        .slice(0, index + 1)
        .filter((one) => /^\s*[-+~]+ ?pulumi-nodejs:/.test(one))
        .at(-1);
      return REMOVAL.test(line) || (first !== undefined && REMOVAL.test(first));
    });
  const missing = names.filter((name) => !isNamed(name));
  assert.deepEqual(missing, [], `The preview does not name ${missing.join(", ")}:\n${preview.printed}`);
}

/** Asserts that the output reports the adoption of these members. */
export function expectAdoptionReported(
  container: Container,
  { printed }: Run,
  names: readonly string[],
): void {
  const lines = printed.split("\n").filter((line) => /adopt/i.test(line));
  const missing = names.filter((name) => !lines.some((line) => line.includes(container.idOf(name))));
  assert.deepEqual(missing, [], `The output does not report all adopted members: ${printed}`);
}
