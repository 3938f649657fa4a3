import type { ChannelMemberView, Role } from "../../../emulator";
import { ACCOUNT_ID, APP_INSTANCE_ARN } from "./service";

/** A membership that a program declares. */
export interface DeclaredMembership {
  /** The id of a room, or the name of the program's own resource for one. */
  room: string;
  memberId: string;
  role?: Role;
  adoptExisting?: boolean;
  /** The name of the program's own resource for the provider. */
  provider?: string;
}

/** The members of a room as one resource that a program declares. */
export interface DeclaredRoster {
  /** The id of a room, or the name of the program's own resource for one. */
  room: string;
  members: Record<string, Role>;
  exclusive?: boolean;
  ignoreMembers?: string[];
  /** The name of the program's own resource for the provider. */
  provider?: string;
}

/** How a member is in a channel. */
type ChannelType = ChannelMemberView["type"];

/** A user that a program declares in the app instance. */
export interface DeclaredUser {
  appInstanceUserId: string;
  name: string;
}

/** A channel that a program declares in the app instance. */
export interface DeclaredChannel {
  name: string;
  chimeBearer: string;
  channelId?: string;
  metadata?: string;
  mode?: "RESTRICTED";
}

/** A membership of a channel that a program declares. */
export interface DeclaredChannelMembership {
  /** The ARN of a channel, or the name of the program's own resource for one. */
  channelArn: string;
  memberArn: string;
  chimeBearer: string;
  type?: ChannelType;
  adoptExisting?: boolean;
}

/** The members of a channel as one resource that a program declares. */
export interface DeclaredChannelRoster {
  /** The ARN of a channel, or the name of the program's own resource for one. */
  channelArn: string;
  members: Record<string, ChannelType>;
  chimeBearer: string;
  exclusive?: boolean;
  ignoreMembers?: string[];
}

/** What a program declares, by the names of its resources. */
export interface Declared {
  /** Arguments of explicit providers. */
  providers?: Record<string, Record<string, string | number>>;
  rooms?: Record<string, { name: string }>;
  memberships?: Record<string, DeclaredMembership>;
  rosters?: Record<string, DeclaredRoster>;
  /** Memberships that are looked up and not managed: their resource ids. */
  seen?: Record<string, string>;
  /** App instances beside the given one. */
  appInstances?: Record<string, { name: string }>;
  appInstanceUsers?: Record<string, DeclaredUser>;
  channels?: Record<string, DeclaredChannel>;
  channelMemberships?: Record<string, DeclaredChannelMembership>;
  channelRosters?: Record<string, DeclaredChannelRoster>;
  /** Memberships of channels that are looked up and not managed: their resource ids, and who looks. */
  channelsSeen?: Record<string, { id: string; chimeBearer: string }>;
}

/** A program that declares what `program.json` beside it says. */
export const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const { providers = {}, rooms = {}, memberships = {}, rosters = {}, seen = {}, ...others } = require("./program.json");
const { appInstances = {}, appInstanceUsers = {}, channels = {}, channelMemberships = {}, channelRosters = {}, channelsSeen = {} } = others;
const accountId = ${JSON.stringify(ACCOUNT_ID)};
const made = new Map();
const providersMade = new Map();
for (const [name, args] of Object.entries(providers)) providersMade.set(name, new chime.Provider(name, args));
for (const [name, args] of Object.entries(rooms)) made.set(name, new chime.Room(name, { accountId, ...args }));
const roomIdOf = (room) => (made.has(room) ? made.get(room).roomId : room);
for (const [name, { room, provider, ...args }] of Object.entries(memberships))
  new chime.RoomMembership(name, { accountId, roomId: roomIdOf(room), ...args }, { provider: providersMade.get(provider) });
for (const [name, { room, members, provider, ...args }] of Object.entries(rosters))
  new chime.RoomRoster(name, {
    accountId,
    roomId: roomIdOf(room),
    members: Object.entries(members).map(([memberId, role]) => ({ memberId, role })),
    ...args,
  }, { provider: providersMade.get(provider) });
for (const [name, id] of Object.entries(seen)) chime.RoomMembership.get(name, id);
const appInstanceArn = ${JSON.stringify(APP_INSTANCE_ARN)};
for (const [name, args] of Object.entries(appInstances)) new chime.AppInstance(name, args);
const users = Object.entries(appInstanceUsers).map(([name, args]) => new chime.AppInstanceUser(name, { appInstanceArn, ...args }));
for (const [name, args] of Object.entries(channels)) made.set(name, new chime.Channel(name, { appInstanceArn, ...args }));
const channelArnOf = (channel) => (made.has(channel) ? made.get(channel).channelArn : channel);
// Users are named by ARNs that are known before they exist.
for (const [name, { channelArn, ...args }] of Object.entries(channelMemberships))
  new chime.ChannelMembership(name, { channelArn: channelArnOf(channelArn), ...args }, { dependsOn: users });
for (const [name, { channelArn, members, ...args }] of Object.entries(channelRosters))
  new chime.ChannelRoster(name, {
    channelArn: channelArnOf(channelArn),
    members: Object.entries(members).map(([memberArn, type]) => ({ memberArn, type })),
    ...args,
  }, { dependsOn: users });
for (const [name, { id, ...state }] of Object.entries(channelsSeen)) chime.ChannelMembership.get(name, id, state);
`;
