import type { EmulatorOptions } from "../../../emulator";
import type { Tenant } from "../../../emulator/tenants";
import type { Facts, Key, World } from "../model/family";

/** How many users there are; their indices come first, then the bot's. */
const USERS = 4;
export const BOT = USERS;

/** The rooms that are there from the beginning. */
export const GIVEN_ROOMS = ["first", "second"] as const;

/** An account with some users, a bot and two rooms. */
export class RoomsWorld implements World {
  public readonly members: readonly string[];
  /** Somebody who never stands in a program. */
  public readonly guardian: string;
  private readonly given: ReadonlyMap<string, string>;

  public constructor(
    public readonly tenant: Tenant,
    public readonly accountId: string,
    public readonly options: EmulatorOptions,
  ) {
    const { state } = tenant;
    state.addAccount({ accountId });
    const users = Array.from({ length: USERS }, () => state.addUser({ accountId }));
    this.members = [...users, state.addBot({ accountId })];
    this.guardian = state.addUser({ accountId });
    this.given = new Map(GIVEN_ROOMS.map((name) => [name, state.addRoom({ accountId, name })]));
  }

  /** The id of a room that was there from the beginning. */
  public givenRoom(name: string): string | undefined {
    return this.given.get(name);
  }

  public exists(roomId: string): boolean {
    return this.tenant.state.rooms(this.accountId).some((room) => room.roomId === roomId);
  }

  public facts(): Facts {
    const { state } = this.tenant;
    return new Map(
      state
        .rooms(this.accountId)
        .flatMap(({ roomId, name }): [Key, string][] => [
          [roomKey(roomId), name],
          ...state
            .members(this.accountId, roomId)
            .map(({ memberId, role }): [Key, string] => [memberKey(roomId, memberId), role]),
        ]),
    );
  }
}

export function memberKey(roomId: string, memberId: string): Key {
  return `${roomId}/${memberId}`;
}

export function roomKey(roomId: string): Key {
  return `room ${roomId}`;
}
