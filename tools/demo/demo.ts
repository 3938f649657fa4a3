import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { readSeed, startEmulator, type Emulator } from "../../emulator";
import { ScratchProject } from "../project/scratchProject";
import { printCalls, printHeading, printIndented, printLine, printProgram, printRoom } from "./print";

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

type StackCommand = (stack: Stack, onOutput: (text: string) => void) => Promise<unknown>;

/** The steps of the demo. Each prints what it does and the result, and fails if the result is unexpected. */
export class Demo {
  private constructor(
    private readonly chime: Emulator,
    private readonly project: ScratchProject,
    private program: string,
    private readonly abortSignal: AbortSignal,
  ) {}

  /**
   * Starts the emulator and creates the project of the example.
   *
   * @param abortSignal Ends the demo after the current command.
   */
  public static async start(abortSignal: AbortSignal): Promise<Demo> {
    printHeading("Start the emulator of Amazon Chime and create a Pulumi project");
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
      printLine(`The emulator listens on ${chime.url}. The project is in ${project.folder}.`);
      return new Demo(chime, project, program, abortSignal);
    } catch (error) {
      await chime.stop();
      throw error;
    }
  }

  /** `pulumi up` with the team of the example. */
  public async deployTeam(): Promise<void> {
    printHeading("1. Deploy a team of three");
    printProgram(this.program);
    await this.run("pulumi up", (stack, onOutput) => stack.up({ onOutput }));
    this.expectInRoom([ADA, BEN, CHI]);
  }

  /** `pulumi up` after removing a member from the program. */
  public async removeMember(): Promise<void> {
    printHeading("2. Remove Ben from the program");
    this.program = withoutLineOf("ben", this.program);
    await this.project.write(PROGRAM, this.program);
    printProgram(this.program);
    await this.run("pulumi up", (stack, onOutput) => stack.up({ onOutput }));
    this.expectCalls([{ operation: "DeleteRoomMembership", memberId: BEN, status: 204 }]);
    this.expectInRoom([ADA, CHI]);
  }

  /** `pulumi destroy` after removing a member outside of Pulumi. */
  public async destroyAfterDrift(): Promise<void> {
    printHeading("3. Remove Chi from the room outside of Pulumi, then destroy the stack");
    this.chime.state.removeMember({ accountId: ACCOUNT, roomId: ROOM, memberId: CHI });
    await this.run("pulumi destroy", (stack, onOutput) => stack.destroy({ onOutput }));
    this.expectCalls([
      { operation: "DeleteRoomMembership", memberId: ADA, status: 204 },
      { operation: "DeleteRoomMembership", memberId: CHI, status: 404 },
    ]);
    printLine(
      "The 404 counts as success: Chi is already gone, and these credentials can access the account.",
    );
    this.expectInRoom([]);
  }

  /** Stops the emulator and removes the project. */
  public async close(): Promise<void> {
    await this.project.close();
    await this.chime.stop();
  }

  private async run(command: string, execute: StackCommand): Promise<void> {
    this.chime.journal.clear();
    printLine(`$ ${command}`);
    await execute(await this.project.stack("demo"), printIndented);
    this.abortSignal.throwIfAborted();
  }

  private expectInRoom(memberIds: string[]): void {
    const members = this.chime.state.members(ACCOUNT, ROOM);
    printRoom(members, nameOf);
    assert.deepEqual(
      members.map(({ memberId }) => memberId).sort(),
      [...memberIds].sort(),
      "The members of the room",
    );
  }

  private expectCalls(expected: { operation: string; memberId: string; status: number }[]): void {
    const calls = this.chime.journal.calls();
    printCalls(calls, nameOf);
    // The provider calls GetAccount, to check that the account is visible, only if the 404 is the first reply.
    const actual = calls
      .filter(({ operation }) => operation !== "GetAccount")
      .map(({ operation, memberId, status }) => ({ operation, memberId, status }));
    const byMember = (a: { memberId?: string | undefined }, b: { memberId?: string | undefined }): number =>
      (a.memberId ?? "").localeCompare(b.memberId ?? "");
    assert.deepEqual(
      actual.sort(byMember),
      [...expected].sort(byMember),
      "The calls that Amazon Chime received",
    );
  }
}

function nameOf(memberId: string): string {
  return NAMES.get(memberId) ?? "unknown";
}

function withoutLineOf(name: string, program: string): string {
  const lines = program.split("\n");
  const remaining = lines.filter((line) => !line.trimStart().startsWith(`${name}:`));
  assert.equal(remaining.length, lines.length - 1, `Lines for ${name} in the program`);
  return remaining.join("\n");
}
