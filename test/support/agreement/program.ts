import type { ChannelMemberView, Role } from "../../../emulator";
import { ACCOUNT_ID, APP_INSTANCE_ARN } from "./service";

/** A membership that a program declares. */
export interface DeclaredMembership {
  /** The id of a room, or the name of a room that the program declares. */
  room: string;
  memberId: string;
  role?: Role;
  adoptExisting?: boolean;
  /** The name of a provider that the program declares. */
  provider?: string;
}

/** A roster of a room that a program declares. */
export interface DeclaredRoster {
  /** The id of a room, or the name of a room that the program declares. */
  room: string;
  members: Record<string, Role>;
  exclusive?: boolean;
  ignoreMembers?: string[];
  /** The name of a provider that the program declares. */
  provider?: string;
}

/** The type of a channel membership. */
type ChannelType = ChannelMemberView["type"];

/** A user of the app instance that a program declares. */
export interface DeclaredUser {
  appInstanceUserId: string;
  name: string;
}

/** A channel of the app instance that a program declares. */
export interface DeclaredChannel {
  name: string;
  chimeBearer: string;
  channelId?: string;
  metadata?: string;
  mode?: "RESTRICTED";
}

/** A membership of a channel that a program declares. */
export interface DeclaredChannelMembership {
  /** The ARN of a channel, or the name of a channel that the program declares. */
  channelArn: string;
  memberArn: string;
  chimeBearer: string;
  type?: ChannelType;
  adoptExisting?: boolean;
}

/** A roster of a channel that a program declares. */
export interface DeclaredChannelRoster {
  /** The ARN of a channel, or the name of a channel that the program declares. */
  channelArn: string;
  members: Record<string, ChannelType>;
  chimeBearer: string;
  exclusive?: boolean;
  ignoreMembers?: string[];
}

/** A bot of the app instance that a program declares. */
export interface DeclaredBot {
  name: string;
}

/** An administrator of the app instance that a program declares. */
export interface DeclaredAdmin {
  appInstanceAdminArn: string;
  adoptExisting?: boolean;
}

/** A moderator of a channel that a program declares. */
export interface DeclaredModerator {
  /** The ARN of a channel, or the name of a channel that the program declares. */
  channelArn: string;
  channelModeratorArn: string;
  chimeBearer: string;
  adoptExisting?: boolean;
}

/** A ban from a channel that a program declares. */
export interface DeclaredBan {
  /** The ARN of a channel, or the name of a channel that the program declares. */
  channelArn: string;
  memberArn: string;
  chimeBearer: string;
  adoptExisting?: boolean;
}

/** What a program declares, by resource name. */
export interface Declared {
  /** Arguments of explicit providers. */
  providers?: Record<string, Record<string, string | number>>;
  rooms?: Record<string, { name: string }>;
  memberships?: Record<string, DeclaredMembership>;
  rosters?: Record<string, DeclaredRoster>;
  /** Memberships that the program looks up with `get`: their ids. */
  seen?: Record<string, string>;
  /** Additional app instances. */
  appInstances?: Record<string, { name: string }>;
  appInstanceUsers?: Record<string, DeclaredUser>;
  appInstanceBots?: Record<string, DeclaredBot>;
  appInstanceAdmins?: Record<string, DeclaredAdmin>;
  channels?: Record<string, DeclaredChannel>;
  channelModerators?: Record<string, DeclaredModerator>;
  channelBans?: Record<string, DeclaredBan>;
  channelMemberships?: Record<string, DeclaredChannelMembership>;
  channelRosters?: Record<string, DeclaredChannelRoster>;
  /** Memberships of channels that the program looks up with `get`: their ids and bearers. */
  channelsSeen?: Record<string, { id: string; chimeBearer: string }>;
}

/** The other arguments of all bots: those that a bot of a seed has. */
const BOT_ARGUMENTS = {
  lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/EMULATED00/EMULATED00",
  localeId: "en_US",
  standardMessages: "MENTIONS",
  targetedMessages: "ALL",
};

/** The files of a program. Its resources are those of the native plugin, or those of dynamic providers. */
export function filesOf(program: Declared, isNative: boolean): Record<string, string> {
  return {
    "index.js": PROGRAM,
    "chime.js": isNative ? NATIVE_RESOURCES : 'module.exports = require("pulumi-chime");\n',
    "program.json": JSON.stringify(program),
  };
}

/** As an SDK that Pulumi generates. */
const NATIVE_RESOURCES = `"use strict";
const { CustomResource, ProviderResource } = require("@pulumi/pulumi");
const OUTPUTS = { roomId: undefined, channelArn: undefined };
class Provider extends ProviderResource {
  constructor(name, args) {
    super("chime", name, args);
  }
}
const classOf = (kind) =>
  class Native extends CustomResource {
    constructor(name, args, opts) {
      super(\`chime:index:\${kind}\`, name, { ...OUTPUTS, ...args }, opts);
    }
    static get(name, id, state) {
      return new Native(name, state, { id });
    }
  };
module.exports = new Proxy({ Provider }, { get: (known, kind) => known[kind] ?? classOf(kind) });
`;

/** Declares what `program.json` contains. */
const PROGRAM = `"use strict";
const chime = require("./chime.js");
const { providers = {}, rooms = {}, memberships = {}, rosters = {}, seen = {}, ...rest } = require("./program.json");
const { appInstances = {}, appInstanceUsers = {}, channels = {}, channelMemberships = {}, channelRosters = {}, channelsSeen = {} } = rest;
const { appInstanceBots = {}, appInstanceAdmins = {}, channelModerators = {}, channelBans = {} } = rest;
const accountId = ${JSON.stringify(ACCOUNT_ID)};
const parents = new Map();
const chimeProviders = new Map();
for (const [name, args] of Object.entries(providers)) chimeProviders.set(name, new chime.Provider(name, args));
for (const [name, args] of Object.entries(rooms)) parents.set(name, new chime.Room(name, { accountId, ...args }));
const roomIdOf = (room) => (parents.has(room) ? parents.get(room).roomId : room);
for (const [name, { room, provider, ...args }] of Object.entries(memberships))
  new chime.RoomMembership(name, { accountId, roomId: roomIdOf(room), ...args }, { provider: chimeProviders.get(provider) });
for (const [name, { room, members, provider, ...args }] of Object.entries(rosters))
  new chime.RoomRoster(name, {
    accountId,
    roomId: roomIdOf(room),
    members: Object.entries(members).map(([memberId, role]) => ({ memberId, role })),
    ...args,
  }, { provider: chimeProviders.get(provider) });
for (const [name, id] of Object.entries(seen)) chime.RoomMembership.get(name, id);
const appInstanceArn = ${JSON.stringify(APP_INSTANCE_ARN)};
for (const [name, args] of Object.entries(appInstances)) new chime.AppInstance(name, args);
const users = Object.entries(appInstanceUsers).map(([name, args]) => new chime.AppInstanceUser(name, { appInstanceArn, ...args }));
for (const [name, args] of Object.entries(appInstanceBots))
  new chime.AppInstanceBot(name, { appInstanceArn, ...${JSON.stringify(BOT_ARGUMENTS)}, ...args });
for (const [name, args] of Object.entries(appInstanceAdmins))
  new chime.AppInstanceAdmin(name, { appInstanceArn, ...args }, { dependsOn: users });
for (const [name, args] of Object.entries(channels)) parents.set(name, new chime.Channel(name, { appInstanceArn, ...args }));
const channelArnOf = (channel) => (parents.has(channel) ? parents.get(channel).channelArn : channel);
// The ARNs of users are plain strings here, so the dependency must be explicit.
for (const [name, { channelArn, ...args }] of Object.entries(channelMemberships))
  new chime.ChannelMembership(name, { channelArn: channelArnOf(channelArn), ...args }, { dependsOn: users });
for (const [name, { channelArn, members, ...args }] of Object.entries(channelRosters))
  new chime.ChannelRoster(name, {
    channelArn: channelArnOf(channelArn),
    members: Object.entries(members).map(([memberArn, type]) => ({ memberArn, type })),
    ...args,
  }, { dependsOn: users });
for (const [name, { channelArn, ...args }] of Object.entries(channelModerators))
  new chime.ChannelModerator(name, { channelArn: channelArnOf(channelArn), ...args }, { dependsOn: users });
for (const [name, { channelArn, ...args }] of Object.entries(channelBans))
  new chime.ChannelBan(name, { channelArn: channelArnOf(channelArn), ...args }, { dependsOn: users });
for (const [name, { id, ...state }] of Object.entries(channelsSeen)) chime.ChannelMembership.get(name, id, state);
`;
