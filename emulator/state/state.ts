import { randomUUID } from "node:crypto";
import type { Role, SeedBot, SeedUser } from "../seed";
import type { AppInstances } from "../store/messaging/appInstances";
import { ChannelState } from "./channels";
import { botProfile, userProfile, type Room, type Store } from "../store/chime/store";

/** A member as tests want to compare them. */
export interface MemberView {
  readonly memberId: string;
  readonly memberType: "User" | "Bot";
  readonly role: Role;
}

/** A room as tests want to compare them. */
export interface RoomView {
  readonly roomId: string;
  readonly name: string;
}

interface InAccount {
  readonly accountId: string;
}

interface InRoom extends InAccount {
  readonly roomId: string;
}

interface OfMember extends InRoom {
  readonly memberId: string;
}

/** What the emulator's `InvitedBy` says for memberships that no call has made. */
export const BEHIND_THE_BACK = "arn:aws:iam::111122223333:user/somebody-else";

/**
 * The state behind the APIs, to look at and to change behind everybody's back: no quota, no journal. Whatever is
 * named and does not exist throws. Accounts and rooms are here, app instances and channels in what it extends.
 */
export class State extends ChannelState {
  constructor(
    private readonly store: Store,
    appInstances: AppInstances,
  ) {
    super(appInstances);
  }

  /** Adds an account and answers its id. */
  addAccount(account: { accountId?: string; name?: string } = {}): string {
    const { accountId = randomUUID(), name = accountId } = account;
    this.store.addAccount(accountId, name);
    return accountId;
  }

  /** Adds a user and answers its id. */
  addUser(user: InAccount & Partial<SeedUser>): string {
    const { accountId, userId = randomUUID(), email = `${userId}@example.com`, name = email } = user;
    this.store.addProfile(accountId, userProfile({ userId, email, name }));
    return userId;
  }

  /** Adds a bot and answers its id. */
  addBot(bot: InAccount & Partial<SeedBot>): string {
    const { accountId, botId = randomUUID(), name = botId } = bot;
    this.store.addProfile(accountId, botProfile({ botId, name }));
    return botId;
  }

  /** Adds a room and answers its id. */
  addRoom(room: InAccount & { roomId?: string; name?: string }): string {
    const { accountId, roomId = randomUUID(), name = roomId } = room;
    this.store.addRoom(accountId, { id: roomId, name, createdBy: BEHIND_THE_BACK });
    return roomId;
  }

  /** Adds somebody to a room, as `Member` unless told otherwise. */
  addMember(member: OfMember & { role?: Role }): void {
    const { accountId, roomId, memberId, role = "Member" } = member;
    this.store.profile(accountId, memberId);
    this.put(this.store.room(accountId, roomId), memberId, role);
  }

  /** Takes somebody out of a room. */
  removeMember({ accountId, roomId, memberId }: OfMember): void {
    const room = this.store.room(accountId, roomId);
    refuseStranger(room, memberId);
    room.memberships.delete(memberId);
  }

  /** Gives a member another role, also a bot. */
  setRole({ accountId, roomId, memberId, role }: OfMember & { role: Role }): void {
    const room = this.store.room(accountId, roomId);
    refuseStranger(room, memberId);
    this.put(room, memberId, role);
  }

  /** Removes a user or a bot from the account, and so from all of its rooms. */
  removeProfile({ accountId, memberId }: InAccount & { memberId: string }): void {
    this.store.profile(accountId, memberId);
    const account = this.store.account(accountId);
    account.profiles.delete(memberId);
    for (const room of account.rooms.values()) {
      if (room.memberships.current.has(memberId)) room.memberships.delete(memberId);
    }
  }

  /** Removes a room and its memberships. */
  removeRoom({ accountId, roomId }: InRoom): void {
    this.store.room(accountId, roomId);
    this.store.account(accountId).rooms.delete(roomId);
  }

  /** The rooms of an account. */
  rooms(accountId: string): RoomView[] {
    return [...this.store.account(accountId).rooms.values()].map(({ id, name }) => ({ roomId: id, name }));
  }

  /** Who is in a room, by member id. It is what is true, whatever lag the API shows. */
  members(accountId: string, roomId: string): MemberView[] {
    const { profiles } = this.store.account(accountId);
    const { memberships } = this.store.room(accountId, roomId);
    return [...memberships.current.values()]
      .map(({ memberId, role }) => ({ memberId, memberType: profiles.get(memberId)?.type ?? "User", role }))
      .sort((one, other) => (one.memberId < other.memberId ? -1 : 1));
  }

  private put(room: Room, memberId: string, role: Role): void {
    const invitedBy = room.memberships.current.get(memberId)?.invitedBy ?? BEHIND_THE_BACK;
    this.store.putMembership(room, { memberId, role, invitedBy });
  }
}

function refuseStranger(room: Room, memberId: string): void {
  if (!room.memberships.current.has(memberId))
    throw new Error(`${memberId} is not a member of the room ${room.id}.`);
}
