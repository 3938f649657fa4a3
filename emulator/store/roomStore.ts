import { randomUUID } from "node:crypto";
import { notFound } from "../http/errors";
import type { Role } from "../model/enums";
import type { ClientRequest } from "./clientRequest";
import { LaggedMap } from "./laggedMap";

/** A user or a bot of an account. */
export interface Profile {
  readonly id: string;
  readonly type: "User" | "Bot";
  readonly email: string;
  readonly name: string;
  readonly registered: Date;
}

/** A membership of a room. */
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
  /** The CreateRoom call, if it had a token. */
  readonly request: ClientRequest | undefined;
  readonly memberships: LaggedMap<Membership>;
  name: string;
  updated: Date;
}

/** An Amazon Chime account. An AWS account can have several. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly created: Date;
  readonly profiles: Map<string, Profile>;
  readonly rooms: Map<string, Room>;
}

/** The Amazon Chime accounts with their users, bots and rooms. The operations enforce rules and quotas. */
export class RoomStore {
  readonly accounts = new Map<string, Account>();

  /**
   * @param now milliseconds since 1970
   * @param readLag the number of lists of a room that do not return a write
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

  addRoom(
    accountId: string,
    room: { id?: string; name: string; createdBy: string; request?: ClientRequest | undefined },
  ): Room {
    const created = this.time();
    const added = {
      id: room.id ?? randomUUID(),
      name: room.name,
      createdBy: room.createdBy,
      request: room.request,
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

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notFound(what);
  return value;
}
