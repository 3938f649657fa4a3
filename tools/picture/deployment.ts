import { startEmulator, type Emulator } from "../../emulator";
import { ScratchProject } from "../project/scratchProject";
import { TerminalCommand, type TerminalSize } from "./terminal";

const ACCOUNT = "0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60";
const ROOM = "f0e1d2c3-b4a5-4968-8778-695a4b3c2d66";

/** Reads who is in the roster from a file, so that a picture only has to change the file. */
const PROGRAM = `
const chime = require("pulumi-chime");
const { members, exclusive } = require("./roster.json");
new chime.RoomRoster("launch", { accountId: "${ACCOUNT}", roomId: "${ROOM}", members, exclusive });
`;

// Slow enough to take a picture of the progress.
const SETTINGS = { "chime:callsPerSecond": "1" };

interface Member {
  memberId?: string;
  role?: string;
}

/** A project with a roster, deployed to an emulator. */
export class RosterDeployment {
  private constructor(
    private readonly chime: Emulator,
    private readonly project: ScratchProject,
    private readonly users: readonly string[],
  ) {}

  /** Starts the emulator with a room and this many users, and creates the stack. */
  public static async open(userCount: number): Promise<RosterDeployment> {
    const chime = await startEmulator();
    const users = Array.from({ length: userCount }, (_, index) => userId(index));
    chime.state.addAccount({ accountId: ACCOUNT, name: "Example Team" });
    for (const memberId of users) chime.state.addUser({ accountId: ACCOUNT, userId: memberId });
    chime.state.addRoom({ accountId: ACCOUNT, roomId: ROOM, name: "Launch" });
    const files = { "index.js": PROGRAM };
    const project = await ScratchProject.open({ name: "launch", files, config: SETTINGS, env: chime.env });
    await project.run(["stack", "init", "dev"]);
    return new RosterDeployment(chime, project, users);
  }

  /** The ids of the users. */
  public get memberIds(): readonly string[] {
    return this.users;
  }

  /** Deploys the roster, without a picture. */
  public async deploy(members: readonly (Member | undefined)[]): Promise<void> {
    await this.declare(members);
    await this.project.run(["up", "--yes", "--skip-preview"]);
  }

  /** Changes the program. */
  public declare(members: readonly (Member | undefined)[], exclusive = false): Promise<void> {
    return this.project.write("roster.json", JSON.stringify({ members, exclusive }));
  }

  /** Adds somebody to the room outside Pulumi. */
  public addOutsidePulumi(memberId: string): void {
    this.chime.state.addMember({ accountId: ACCOUNT, roomId: ROOM, memberId });
  }

  /** Starts a Pulumi command in a terminal. */
  public start(command: string, size: TerminalSize): TerminalCommand {
    const { folder, environment } = this.project;
    return TerminalCommand.start(command, size, { cwd: folder, env: environment });
  }

  /** Removes everything. */
  public async close(): Promise<void> {
    await this.project.close();
    await this.chime.stop();
  }
}

function userId(index: number): string {
  return `6a1d8c52-0f3b-4e7a-8f21-${(0x9b5c4d3e2a10 + index).toString(16)}`;
}
