import { startEmulator, type Emulator, type EmulatorOptions, type MemberView } from "../../emulator";
import { PERSONAL_NAME } from "./leaks";

/** The ids of one membership. */
export interface Ids {
  accountId: string;
  roomId: string;
  memberId: string;
}

/** An emulator of Amazon Chime with one account, one room in it and nobody in the room. */
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

  /** A user of the account, by the ids of the membership that it could have. */
  public user(): Ids {
    return this.ids(this.chime.state.addUser({ accountId: this.accountId, name: PERSONAL_NAME }));
  }

  /** A bot of the account, by the ids of the membership that it could have. */
  public bot(): Ids {
    return this.ids(this.chime.state.addBot({ accountId: this.accountId }));
  }

  /** Who is in the room. */
  public members(): MemberView[] {
    return this.chime.state.members(this.accountId, this.roomId);
  }

  /** The role that somebody has in the room; undefined for who is not in it. */
  public roleOf({ memberId }: Ids): string | undefined {
    return this.members().find((member) => member.memberId === memberId)?.role;
  }

  /** The statuses that the service answered to the calls of an operation; "cut" where it did not answer. */
  public statuses(operation: string): (number | "cut")[] {
    return this.chime.journal.calls({ operation }).map(({ status }) => status ?? "cut");
  }

  /** The operations called so far, in their order. */
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
