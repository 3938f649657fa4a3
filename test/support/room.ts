import { startEmulator, type Emulator, type EmulatorOptions, type MemberView } from "../../emulator";
import { PERSONAL_NAME } from "./leaks";

/** The ids of one membership. */
export interface Ids {
  accountId: string;
  roomId: string;
  memberId: string;
}

/** An emulator with one account and one empty room. */
export class Room {
  private constructor(
    public readonly chime: Emulator,
    public readonly accountId: string,
    public readonly roomId: string,
  ) {}

  public static async open(options: EmulatorOptions = {}): Promise<Room> {
    const chime = await startEmulator(options);
    const accountId = chime.state.addAccount();
    return new Room(chime, accountId, chime.state.addRoom({ accountId }));
  }

  /** Adds a user to the account. Returns the ids of a membership of this user in the room. */
  public user(): Ids {
    return this.ids(this.chime.state.addUser({ accountId: this.accountId, name: PERSONAL_NAME }));
  }

  /** Adds a bot to the account. Returns the ids of a membership of this bot in the room. */
  public bot(): Ids {
    return this.ids(this.chime.state.addBot({ accountId: this.accountId }));
  }

  /** The members of the room. */
  public members(): MemberView[] {
    return this.chime.state.members(this.accountId, this.roomId);
  }

  /** The role of a member. Undefined if the user is not a member. */
  public roleOf({ memberId }: Ids): string | undefined {
    return this.members().find((member) => member.memberId === memberId)?.role;
  }

  /** The HTTP statuses of the calls of an operation. "cut" stands for a call without an answer. */
  public statuses(operation: string): (number | "cut")[] {
    return this.chime.journal.calls({ operation }).map(({ status }) => status ?? "cut");
  }

  /** The operations of all calls, in order. */
  public operations(): string[] {
    return this.chime.journal.calls().map(({ operation }) => operation);
  }

  public async close(): Promise<void> {
    await this.chime.stop();
  }

  private ids(memberId: string): Ids {
    return { accountId: this.accountId, roomId: this.roomId, memberId };
  }
}
