/**
 * Programs that break the rules of docs/decisions/ownership.md where the code does: each row is one kind of them, held to what
 * is wanted of it on the real engine. What happened is read from the emulator (who is in, which calls were made), from
 * the status of the command, from the file of the stack and from what the CLI printed.
 *
 * | row           | programs                                                            | file                           |
 * | ------------- | ------------------------------------------------------------------- | ------------------------------ |
 * | mv8           | members of a roster become resources that adopt                     | moves, INTO_ADOPTING           |
 * | mv7           | the same without adoptExisting                                      | moves, INTO_REFUSING           |
 * | mv1, mv5, mv6 | one of them; in a channel; with another provider; roster to roster  | moves, ONE_MEMBER, AFTERWARDS  |
 * | ls1           | the same answer within a process and between two                    | moves, SAME_IN_ONE_PROCESS_... |
 * | mv2           | a move with a change of role that is denied                         | failures, CHANGE_DENIED        |
 * | mv12          | a move to what waits for a resource that fails                      | failures, WAITING              |
 * | coe           | renames with --continue-on-error                                    | failures, CONTINUED            |
 * | ig1           | ignoreMembers                                                       | rosters, IGNORED               |
 * | unk1          | members not known in the preview                                    | rosters, NOT_KNOWN_...         |
 * | tf1           | transformations                                                     | rosters, TRANSFORMED           |
 * | pr3           | replacements of which the creation fails                            | rosters, RECREATED             |
 * | nu1           | users who are replaced                                              | rosters, replacedUsers         |
 * | rn1           | renames in place                                                    | containers                     |
 * | dup1          | one thing in the state twice                                        | containers                     |
 * | ch2           | the lines of the crash guide after a rename that was killed         | containers                     |
 * | dw1           | deletedWith                                                         | containers                     |
 * | rc1           | PULUMI_CHIME_RECOVER left on                                        | containers                     |
 * | un1           | additions without an answer of somebody who was there               | adoption                       |
 * | hm1, hm2      | dynamic providers of one's own, replaced, and aliased               | adoption                       |
 * | es1           | credentials or an endpoint of another account                       | adoption                       |
 * | tg            | --target and --exclude                                              | partial                        |
 * | pm1, kp2      | the folders of the plugins: unusable, and cleaned in mid-deployment | partial                        |
 *
 * After each update that succeeds a second one must change nothing, and whoever is removed must be named by the preview.
 * The order in which the engine asks is what most rows are about. Not so ig1, un1, es1, hm2, pm1 and rc1: one resource and one
 * hook decide there, so that all but one program of each could run in process.
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

/** What one command of the Pulumi CLI did. */
export interface Run {
  /** Whether it ended with the status 0. */
  ok: boolean;
  printed: string;
  /** What it called, in order. */
  calls: Call[];
}

/** How a command is run. */
export interface How {
  flags?: string[];
  env?: Record<string, string>;
}

type Deployment = ExportedState["deployment"];

/** What a program may be given as: an array is one of nothing but resources. */
export type Declaring = Program | Program["resources"];

/**
 * One emulator, one project and one stack for all cases of a file. Each case gets a room or a channel in an account or app
 * instance of its own, and the stack as `pulumi stack init` has left it.
 */
export class Stage {
  private constructor(
    public readonly chime: Emulator,
    private readonly clock: { behind: number },
    public readonly project: Project,
    /** The files that tell one case from the next, as they are at first. */
    private readonly blank: ReadonlyMap<string, string>,
  ) {}

  public static async open(options: EmulatorOptions = {}): Promise<Stage> {
    const clock = { behind: 0 };
    const chime = await startEmulator({ ...options, now: () => Date.now() - clock.behind });
    const config = { "chime:readConsistencySeconds": "1", "chime:maxRetries": "0" };
    const project = await Project.open({ chime, config, files: { "index.js": PROGRAM } });
    const files = ["Pulumi.test.yaml", "state/.pulumi/stacks/chime-test/test.json"];
    const paths = files.map((file) => join(project.folder, file));
    const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
    return new Stage(chime, clock, project, new Map(paths.map((path, index) => [path, texts[index]!])));
  }

  /** Begins a case: nothing of an earlier one is left. */
  public async begin(service: Service): Promise<Container> {
    await rm(join(this.project.folder, "state/.pulumi/locks"), { recursive: true, force: true });
    for (const [path, text] of this.blank) await writeFile(path, text);
    this.chime.faults.clear();
    return Container.open(this.chime, service);
  }

  /** Does something in the emulator as if it was done an hour ago. */
  public longAgo<T>(act: () => T): T {
    this.clock.behind = 3_600_000;
    try {
      return act();
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

  public async up(program: Declaring, how: How = {}): Promise<Run> {
    await this.declare(program);
    return this.run(["up", "--yes", "--skip-preview"], how);
  }

  /** Shows what an update would do, with all that it prints of that. */
  public async preview(program: Declaring, how: How = {}): Promise<Run> {
    await this.declare(program);
    return this.run(["preview", "--diff"], how);
  }

  public refresh(how: How = {}): Promise<Run> {
    return this.run(["refresh", "--yes", "--skip-preview"], how);
  }

  public destroy(how: How = {}): Promise<Run> {
    return this.run(["destroy", "--yes", "--skip-preview"], how);
  }

  /** Runs the Pulumi CLI. That it fails is no error here. */
  public async run(args: readonly string[], { flags = [], env = {} }: How = {}): Promise<Run> {
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

  /** Changes the state as it lies in its file. */
  public async editState(edit: (deployment: Deployment) => void): Promise<void> {
    const path = [...this.blank.keys()].find((file) => file.endsWith(".json"))!;
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

  /** Whom the state has of a room or a channel. */
  public async held(container: Container): Promise<string[]> {
    return container.heldBy(await this.project.stack.resources());
  }

  /** Brings a program up that nothing is to keep from it. */
  public async given(program: Declaring, how: How = {}): Promise<Run> {
    const run = await this.up(program, how);
    assert.ok(run.ok, run.printed);
    return run;
  }

  /** Asserts that these people were in all the time that a command took, are in, and are in the state. */
  public async expectStayed(container: Container, run: Run, names: readonly string[]): Promise<void> {
    const [members, removed, held] = [
      container.members(),
      container.removedBy(run.calls),
      await this.held(container),
    ];
    const found = {
      out: names.filter((name) => !members.includes(name)),
      removed: names.filter((name) => removed.includes(name)),
      forgotten: names.filter((name) => !held.includes(name)),
    };
    assert.deepEqual(found, { out: [], removed: [], forgotten: [] }, shown(found, run));
  }

  /** Asserts that a second update with the same program changes nothing, in the state or in Amazon Chime. */
  public async expectConverged(program: Declaring, how: How = {}): Promise<void> {
    const again = await this.up(program, { ...how, flags: [...(how.flags ?? []), "--expect-no-changes"] });
    assert.ok(again.ok, `A second update does not converge: ${again.printed}`);
    assert.deepEqual(writes(again.calls), [], "a second update writes");
  }

  /** Writes the program. */
  public async declare(program: Declaring): Promise<void> {
    const whole = Array.isArray(program) ? { resources: program } : program;
    await this.project.write("program.json", JSON.stringify(whole));
  }
}

/** The operations of the calls that could have changed something. */
export function writes(calls: readonly Call[]): string[] {
  return calls.map(({ operation }) => operation).filter((name) => !/^(List|Describe|Get)/.test(name));
}

/** Asserts how a command ended: well, or with an error that says all of this. */
export function expectEnd(run: Run, ok: boolean, ...says: RegExp[]): void {
  assert.equal(run.ok, ok, run.printed);
  for (const text of says) assert.match(run.printed, text);
}

/** What a case found, with what was printed: why a command failed says more than that it did. */
function shown(found: object, { printed }: Run): string {
  return `${JSON.stringify(found)} after:\n${printed.slice(printed.indexOf("Diagnostics:"))}`;
}

const GOES = /^\s*(-|\+-|-\+)|remov|delet/;

/**
 * Asserts that a preview names these people as some who would go: on a line that says so, or in what it shows of a resource
 * whose first line says so.
 */
export function expectNamed(container: Container, preview: Run, names: readonly string[]): void {
  const lines = preview.printed.split("\n");
  const isNamed = (name: string): boolean =>
    lines.some((line, index) => {
      if (!line.includes(container.idOf(name))) return false;
      const first = lines
        .slice(0, index + 1)
        .filter((one) => /^\s*[-+~]+ ?pulumi-nodejs:/.test(one))
        .at(-1);
      return GOES.test(line) || (first !== undefined && GOES.test(first));
    });
  const unnamed = names.filter((name) => !isNamed(name));
  assert.deepEqual(unnamed, [], `The preview does not name ${unnamed.join(", ")}:\n${preview.printed}`);
}

/** Asserts that a line about adoption names all of these. */
export function expectAdopted(container: Container, { printed }: Run, names: readonly string[]): void {
  const lines = printed.split("\n").filter((line) => /adopt/i.test(line));
  const unnamed = names.filter((name) => !lines.some((line) => line.includes(container.idOf(name))));
  assert.deepEqual(unnamed, [], `It is not said who was adopted: ${printed}`);
}
