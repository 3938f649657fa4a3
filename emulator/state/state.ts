import { randomUUID } from "node:crypto";
import type { Seed, SeedBot, SeedUser } from "../configuration/seed";
import { ApiError } from "../http/errors";
import { EXTERNAL_IAM_USER_ARN } from "../model/awsAccount";
import type { Role } from "../model/enums";
import type { AppInstanceStore } from "../store/appInstanceStore";
import type { Room, RoomStore } from "../store/roomStore";
import { botProfile, userProfile } from "../store/seedRooms";
import { ChannelState } from "./channelState";
import { checkIsNew } from "./checkIsNew";
import { snapshotOf } from "./snapshot";

/** A member of a room, for comparison in tests. */
export interface MemberView {
  readonly memberId: string;
  readonly memberType: "User" | "Bot";
  readonly role: Role;
}

/** A room, for comparison in tests. */
export interface RoomView {
  readonly roomId: string;
  readonly name: string;
}

interface AccountKey {
  readonly accountId: string;
}

interface RoomKey extends AccountKey {
  readonly roomId: string;
}

interface MemberKey extends RoomKey {
  readonly memberId: string;
}

/**
 * Reads and changes the resources directly, without API calls: no quotas apply, and the journal has no entry. Methods
 * throw if a resource does not exist, or exists already. This class has the accounts and rooms, its base class the app instances and
 * channels.
 */
export class State extends ChannelState {
  constructor(
    private readonly roomStore: RoomStore,
    appInstances: AppInstanceStore,
  ) {
    super(appInstances);
  }

  /** All resources, in the form of a seed. A read lag does not apply. */
  snapshot(): Required<Seed> {
    return snapshotOf(this.roomStore, this.appInstanceStore);
  }

  /** Adds an account and returns its id. */
  addAccount(account: { accountId?: string; name?: string } = {}): string {
    const { accountId = randomUUID(), name = accountId } = account;
    checkIsNew(this.roomStore.accounts, accountId, "account");
    this.roomStore.addAccount(accountId, name);
    return accountId;
  }

  /** Removes an account with its users, bots and rooms. */
  removeAccount({ accountId }: AccountKey): void {
    this.roomStore.account(accountId);
    this.roomStore.accounts.delete(accountId);
  }

  /** Adds a user and returns its id. */
  addUser(user: AccountKey & Partial<SeedUser>): string {
    const { accountId, userId = randomUUID(), email = `${userId}@example.com`, name = email } = user;
    checkIsNew(this.roomStore.account(accountId).profiles, userId, "user or bot");
    this.roomStore.addProfile(accountId, userProfile({ userId, email, name }));
    return userId;
  }

  /** Adds a bot and returns its id. */
  addBot(bot: AccountKey & Partial<SeedBot>): string {
    const { accountId, botId = randomUUID(), name = botId } = bot;
    checkIsNew(this.roomStore.account(accountId).profiles, botId, "user or bot");
    this.roomStore.addProfile(accountId, botProfile({ botId, name }));
    return botId;
  }

  /** Adds a room and returns its id. */
  addRoom(room: AccountKey & { roomId?: string; name?: string }): string {
    const { accountId, roomId = randomUUID(), name = roomId } = room;
    checkIsNew(this.roomStore.account(accountId).rooms, roomId, "room");
    this.roomStore.addRoom(accountId, { id: roomId, name, createdBy: EXTERNAL_IAM_USER_ARN });
    return roomId;
  }

  /** Adds a member to a room. Default role: `Member`. */
  addMember(member: MemberKey & { role?: Role }): void {
    const { accountId, roomId, memberId, role = "Member" } = member;
    this.roomStore.profile(accountId, memberId);
    this.put(this.roomStore.room(accountId, roomId), memberId, role);
  }

  /** Removes a member from a room. */
  removeMember({ accountId, roomId, memberId }: MemberKey): void {
    const room = this.roomStore.room(accountId, roomId);
    checkIsMember(room, memberId);
    room.memberships.delete(memberId);
  }

  /** Changes the role of a member, which can be a bot. */
  setRole({ accountId, roomId, memberId, role }: MemberKey & { role: Role }): void {
    const room = this.roomStore.room(accountId, roomId);
    checkIsMember(room, memberId);
    this.put(room, memberId, role);
  }

  /** Removes a user or a bot from the account and from all of its rooms. */
  removeProfile({ accountId, memberId }: AccountKey & { memberId: string }): void {
    this.roomStore.profile(accountId, memberId);
    const account = this.roomStore.account(accountId);
    account.profiles.delete(memberId);
    for (const room of account.rooms.values()) {
      if (room.memberships.current.has(memberId)) room.memberships.delete(memberId);
    }
  }

  /** Removes a room and its memberships. */
  removeRoom({ accountId, roomId }: RoomKey): void {
    this.roomStore.room(accountId, roomId);
    this.roomStore.account(accountId).rooms.delete(roomId);
  }

  /** The rooms of an account. */
  rooms(accountId: string): RoomView[] {
    return [...this.roomStore.account(accountId).rooms.values()].map(({ id, name }) => ({
      roomId: id,
      name,
    }));
  }

  /** The members of a room, sorted by member id. A read lag does not apply. */
  members(accountId: string, roomId: string): MemberView[] {
    const { profiles } = this.roomStore.account(accountId);
    const { memberships } = this.roomStore.room(accountId, roomId);
    return [...memberships.current.values()]
      .map(({ memberId, role }) => ({ memberId, memberType: profiles.get(memberId)?.type ?? "User", role }))
      .sort((one, other) => (one.memberId < other.memberId ? -1 : 1));
  }

  private put(room: Room, memberId: string, role: Role): void {
    const invitedBy = room.memberships.current.get(memberId)?.invitedBy ?? EXTERNAL_IAM_USER_ARN;
    this.roomStore.putMembership(room, { memberId, role, invitedBy });
  }
}

function checkIsMember(room: Room, memberId: string): void {
  if (!room.memberships.current.has(memberId))
    throw new ApiError("NotFoundException", `${memberId} is not a member of the room ${room.id}.`);
}
