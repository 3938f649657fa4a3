import type { Emulator, Role, Seed, SeedAccount } from "../../../emulator";

/** The one Amazon Chime account of the programs that are compared. */
export const ACCOUNT_ID = "account";

/** Somebody in a room. */
export interface RoomMember {
  memberId: string;
  role: Role;
}

/** The rooms of the account as they are: their names and who is in them. */
export interface RoomSeen {
  roomId: string;
  name: string;
  members: RoomMember[];
}

/** What is in the account now. */
export function roomsOf(chime: Emulator): RoomSeen[] {
  return chime.state.rooms(ACCOUNT_ID).map(({ roomId, name }) => ({
    roomId,
    name,
    members: chime.state.members(ACCOUNT_ID, roomId).map(({ memberId, role }) => ({ memberId, role })),
  }));
}

/** An account with these people, and with rooms as they were seen. */
export function seedOf(people: Omit<SeedAccount, "accountId" | "rooms">, rooms: RoomSeen[]): Seed {
  return { accounts: [{ ...people, accountId: ACCOUNT_ID, rooms }] };
}
