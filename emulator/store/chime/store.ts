import { randomUUID } from "node:crypto";
import { notFound } from "../../http/errors";
import type { Role, Seed, SeedAccount, SeedBot, SeedRoom, SeedUser } from "../../seed";
import { LaggedMap } from "../laggedMap";

/** A user or a bot: whoever can be a member. */
export interface Profile {
  readonly id: string;
  readonly type: "User" | "Bot";
  readonly email: string;
  readonly name: string;
  readonly registered: Date;
}

/** Someone's place in a room. */
export interface Membership {
  readonly memberId: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly updated: Date;
}

/** A chat room. */
export interface Room {
  readonly id: string;
  readonly createdBy: string;
  readonly created: Date;
  /** The token that CreateRoom was called with. */
  readonly token: string | undefined;
  readonly memberships: LaggedMap<Membership>;
  name: string;
  updated: Date;
}

/** An Amazon Chime account, of which an AWS account can have several. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  readonly profiles: Map<string, Profile>;
  readonly rooms: Map<string, Room>;
}

/** What exists. It knows no rules: those are the operations'. */
export class Store {
  readonly accounts = new Map<string, Account>();

  /**
   * @param now milliseconds since 1970
   * @param readLag how many walks of a room a write stays unseen
   */
  constructor(
    private readonly now: () => number,
    private readonly readLag: () => number,
  ) {}

  account(accountId: string): Account {
    return found(this.accounts.get(accountId), "account");
  }

  room(accountId: string, roomId: string): Room {
    return found(this.account(accountId).rooms.get(roomId), "room");
  }

  profile(accountId: string, memberId: string): Profile {
    return found(this.account(accountId).profiles.get(memberId), "user");
  }

  addAccount(accountId: string, name: string): Account {
    const account = { id: accountId, name, created: this.time(), profiles: new Map(), rooms: new Map() };
    this.accounts.set(accountId, account);
    return account;
  }

  addProfile(accountId: string, profile: Omit<Profile, "registered">): void {
    this.account(accountId).profiles.set(profile.id, { ...profile, registered: this.time() });
  }

  addRoom(accountId: string, room: { id?: string; name: string; createdBy: string; token?: string }): Room {
    const created = this.time();
    const added = {
      id: room.id ?? randomUUID(),
      name: room.name,
      createdBy: room.createdBy,
      token: room.token,
      created,
      updated: created,
      memberships: new LaggedMap<Membership>(this.readLag),
    };
    this.account(accountId).rooms.set(added.id, added);
    return added;
  }

  putMembership(room: Room, membership: Omit<Membership, "updated">): Membership {
    const put = { ...membership, updated: this.time() };
    room.memberships.set(put.memberId, put);
    return put;
  }

  renameRoom(room: Room, name: string): void {
    room.name = name;
    room.updated = this.time();
  }

  private time(): Date {
    return new Date(this.now());
  }
}

/** Puts everything a seed names into the store. */
export function plant(store: Store, seed: Seed, invitedBy: string): void {
  for (const account of seed.accounts) plantAccount(store, account, invitedBy);
}

function plantAccount(store: Store, account: SeedAccount, invitedBy: string): void {
  const { accountId, name = accountId, users = [], bots = [], rooms = [] } = account;
  store.addAccount(accountId, name);
  for (const user of users) store.addProfile(accountId, userProfile(user));
  for (const bot of bots) store.addProfile(accountId, botProfile(bot));
  for (const room of rooms) plantRoom(store, accountId, room, invitedBy);
}

function plantRoom(store: Store, accountId: string, room: SeedRoom, invitedBy: string): void {
  const { roomId, name = roomId, members = [] } = room;
  const planted = store.addRoom(accountId, { id: roomId, name, createdBy: invitedBy });
  for (const { memberId, role = "Member" } of members) {
    store.putMembership(planted, { memberId, role, invitedBy });
  }
}

/** A user as a seed describes one. */
export function userProfile({ userId, email, name = email }: SeedUser): Omit<Profile, "registered"> {
  return { id: userId, type: "User", email, name };
}

/** A bot as a seed describes one. */
export function botProfile({ botId, name = botId }: SeedBot): Omit<Profile, "registered"> {
  return { id: botId, type: "Bot", email: `${botId}@bots.example.com`, name };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notFound(what);
  return value;
}
