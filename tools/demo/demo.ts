import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { readSeed, startEmulator, type Emulator } from "../../emulator";
import { ScratchProject } from "../project/scratchProject";
import { heading, say, showCalls, showProgram, showRoom, sayIndented } from "./show";

const REPOSITORY = resolve(__dirname, "../..");
const PROGRAM = "index.ts";

// The room of the seed, and the team of the example.
const ACCOUNT = "0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60";
const ROOM = "f0e1d2c3-b4a5-4968-8778-695a4b3c2d66";
const ADA = "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10";
const BEN = "c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61";
const CHI = "3f7b2a90-e5c4-4d1b-a8f6-7c6d5e4f3b22";
const NAMES = new Map([
  [ADA, "Ada"],
  [BEN, "Ben"],
  [CHI, "Chi"],
]);

type Work = (stack: Stack, onOutput: (text: string) => void) => Promise<unknown>;

/** The steps of the demo. Each says what it does, does it, shows what came of it, and fails where that is not so. */
export class Demo {
  private constructor(
    private readonly chime: Emulator,
    private readonly project: ScratchProject,
    private program: string,
    private readonly interrupted: AbortSignal,
  ) {}

  /**
   * Starts the emulator and lays out the example in a folder of its own.
   *
   * @param interrupted Ends the demo after the command that runs.
   */
  public static async start(interrupted: AbortSignal): Promise<Demo> {
    heading("An Amazon Chime of our own, and a Pulumi project in a folder of its own");
    const chime = await startEmulator({ seed: readSeed(resolve(REPOSITORY, "emulator/seeds/team.json")) });
    const program = await readFile(resolve(REPOSITORY, "examples/team", PROGRAM), "utf8");
    const settings = { "chime-team:accountId": ACCOUNT, "chime-team:roomId": ROOM };
    try {
      const files = { [PROGRAM]: program };
      const project = await ScratchProject.open({
        name: "chime-team",
        files,
        config: settings,
        env: chime.env,
      });
      say(`The emulator answers at ${chime.url}; the project is in ${project.folder}.`);
      return new Demo(chime, project, program, interrupted);
    } catch (error) {
      await chime.stop();
      throw error;
    }
  }

  /** `pulumi up` with the team of the example. */
  public async bringUpTheTeam(): Promise<void> {
    heading("1. A team of three, declared in a Pulumi program");
    showProgram(this.program);
    await this.run("pulumi up", (stack, onOutput) => stack.up({ onOutput }));
    this.expectInRoom([ADA, BEN, CHI]);
  }

  /** One line less in the program, and `pulumi up`. */
  public async takeOneLineOut(): Promise<void> {
    heading("2. One line is taken out of the program: Ben's");
    this.program = withoutLineOf("ben", this.program);
    await this.project.write(PROGRAM, this.program);
    showProgram(this.program);
    await this.run("pulumi up", (stack, onOutput) => stack.up({ onOutput }));
    this.expectCalls([{ operation: "DeleteRoomMembership", memberId: BEN, status: 204 }]);
    this.expectInRoom([ADA, CHI]);
  }

  /** Somebody leaves behind Pulumi's back, and `pulumi destroy`. */
  public async destroyWithSomebodyGone(): Promise<void> {
    heading("3. Chi leaves the room by hand, behind Pulumi's back. Then all of it is destroyed");
    this.chime.state.removeMember({ accountId: ACCOUNT, roomId: ROOM, memberId: CHI });
    await this.run("pulumi destroy", (stack, onOutput) => stack.destroy({ onOutput }));
    this.expectCalls([
      { operation: "DeleteRoomMembership", memberId: ADA, status: 204 },
      { operation: "DeleteRoomMembership", memberId: CHI, status: 404 },
    ]);
    say("The 404 for Chi counts as done, because these credentials can see the account.");
    this.expectInRoom([]);
  }

  /** Stops the emulator and removes the folder. */
  public async end(): Promise<void> {
    await this.project.close();
    await this.chime.stop();
  }

  private async run(command: string, work: Work): Promise<void> {
    this.chime.journal.clear();
    say(`$ ${command}`);
    await work(await this.project.stack("demo"), sayIndented);
    this.interrupted.throwIfAborted();
  }

  private expectInRoom(memberIds: string[]): void {
    const members = this.chime.state.members(ACCOUNT, ROOM);
    showRoom(members, nameOf);
    assert.deepEqual(
      members.map(({ memberId }) => memberId).sort(),
      [...memberIds].sort(),
      "Who is in the room",
    );
  }

  private expectCalls(expected: { operation: string; memberId: string; status: number }[]): void {
    const calls = this.chime.journal.calls();
    showCalls(calls, nameOf);
    // GetAccount proves that the account is visible. It is called only where the 404 comes before any other answer.
    const seen = calls
      .filter(({ operation }) => operation !== "GetAccount")
      .map(({ operation, memberId, status }) => ({ operation, memberId, status }));
    const byMember = (
      one: { memberId?: string | undefined },
      other: { memberId?: string | undefined },
    ): number => (one.memberId ?? "").localeCompare(other.memberId ?? "");
    assert.deepEqual(
      seen.sort(byMember),
      [...expected].sort(byMember),
      "The calls that Amazon Chime received",
    );
  }
}

function nameOf(memberId: string): string {
  return NAMES.get(memberId) ?? "somebody else";
}

function withoutLineOf(name: string, program: string): string {
  const lines = program.split("\n");
  const others = lines.filter((line) => !line.trimStart().startsWith(`${name}:`));
  assert.equal(others.length, lines.length - 1, `Lines for ${name} in the program`);
  return others.join("\n");
}
