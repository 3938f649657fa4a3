import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import type { Properties } from "./host";
import { Room } from "./room";

/** The operations on one kind of memberships. */
export interface MembershipOperations {
  create: string;
  read: string;
  remove: string;
}

/** An emulator with one parent without members, such as a room. Tests of what all kinds share run on each kind. */
export interface MembershipScene {
  readonly chime: Emulator;
  readonly kinds: { membership: ResourceKind };
  readonly operations: MembershipOperations;
  /** The default role, and another role. For channels, the role is the type. A kind without roles has two empty ones. */
  readonly roles: readonly [string, string];
  /** Adds a user who can become a member. Returns the id. */
  newMember(): string;
  /** Checked inputs of a membership. */
  inputs(memberId: string, role?: string): Properties;
  /** The id of a membership. */
  id(memberId: string): string;
  /** Adds a member outside Pulumi. */
  add(memberId: string, role?: string): void;
  /** Removes a member outside Pulumi. */
  removeMember(memberId: string): void;
  /** The roles of the members, by member id. */
  members(): Record<string, string>;
  close(): Promise<void>;
}

/** The same for memberships that a roster can manage. */
export interface Scene extends MembershipScene {
  readonly kinds: { membership: ResourceKind; roster: ResourceKind };
  readonly operations: MembershipOperations & { batch: string };
  /** The property of a membership that names its member. */
  readonly memberProperty: string;
  /** A member in the list of a program. */
  item(memberId: string, role?: string): unknown;
  /** Lets the service refuse to add a member to a roster, or lose the outcome. */
  failToAdd(memberId: string, failure: "refused" | "unknown"): void;
  /** Checked inputs of a roster. */
  roster(members: object): Properties;
  /** The id of a roster, which is that of the room or channel. */
  readonly parentId: string;
}

/** Opens a scene, by service. */
export const SCENES: Record<string, (options?: EmulatorOptions) => Promise<Scene>> = {
  rooms: openRoom,
  channels: openChannel,
  moderators: openModerators,
};

/** Opens a scene, by kind of memberships. */
export const MEMBERSHIP_SCENES: Record<string, (options?: EmulatorOptions) => Promise<MembershipScene>> = {
  ...SCENES,
  administrators: openAdministrators,
  bans: openBans,
};

const ITEM_ERROR = { refused: "Forbidden", unknown: "ServiceFailure" } as const;

async function openRoom(options: EmulatorOptions = {}): Promise<Scene> {
  const room = await Room.open(options);
  const { accountId, roomId, chime } = room;
  const parent = { accountId, roomId };
  return {
    chime,
    kinds: { membership: "RoomMembership", roster: "RoomRoster" },
    operations: {
      create: "CreateRoomMembership",
      batch: "BatchCreateRoomMembership",
      read: "ListRoomMemberships",
      remove: "DeleteRoomMembership",
    },
    roles: ["Member", "Administrator"],
    memberProperty: "memberId",
    item: (memberId, role) => ({ memberId, ...(role === undefined ? {} : { role }) }),
    failToAdd: (memberId, failure) => {
      const rule = { kind: "memberError", errorCode: ITEM_ERROR[failure], times: "always" } as const;
      chime.faults.inject({ operation: "BatchCreateRoomMembership", memberId, ...rule });
    },
    newMember: () => room.user().memberId,
    inputs: (memberId, role = "Member") => ({ ...parent, memberId, role }),
    id: (memberId) => `${accountId}/${roomId}/${memberId}`,
    roster: (members) => ({ ...parent, members }),
    parentId: `${accountId}/${roomId}`,
    add: (memberId, role = "Member") => {
      chime.state.addMember({ ...parent, memberId, role: role as "Member" });
    },
    removeMember: (memberId) => {
      chime.state.removeMember({ ...parent, memberId });
    },
    members: () => Object.fromEntries(room.members().map(({ memberId, role }) => [memberId, role])),
    close: () => room.close(),
  };
}

async function openChannel(options: EmulatorOptions = {}): Promise<Scene> {
  const { chime, channelArn, appInstanceArn, chimeBearer } = await Channel.open(options);
  return {
    chime,
    kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
    operations: {
      create: "CreateChannelMembership",
      batch: "BatchCreateChannelMembership",
      read: "DescribeChannelMembership",
      remove: "DeleteChannelMembership",
    },
    roles: ["DEFAULT", "HIDDEN"],
    memberProperty: "memberArn",
    item: (memberArn, type) => ({ memberArn, ...(type === undefined ? {} : { type }) }),
    failToAdd: (memberArn, failure) => {
      const rule = { kind: "memberError", errorCode: ITEM_ERROR[failure], times: "always" } as const;
      chime.faults.inject({ operation: "BatchCreateChannelMembership", memberArn, ...rule });
    },
    newMember: () => chime.state.addAppInstanceUser({ appInstanceArn }),
    inputs: (memberArn, type = "DEFAULT") => ({ channelArn, memberArn, type, chimeBearer }),
    id: (memberArn) => `${channelArn},${memberArn}`,
    roster: (members) => ({ channelArn, members, chimeBearer }),
    parentId: channelArn,
    add: (memberArn, type = "DEFAULT") => {
      chime.state.addChannelMember({ channelArn, memberArn, type: type as "DEFAULT" });
    },
    removeMember: (memberArn) => {
      chime.state.removeChannelMember({ channelArn, memberArn });
    },
    members: () =>
      Object.fromEntries(
        chime.state.channelMembers(channelArn).map(({ memberArn, type }) => [memberArn, type]),
      ),
    close: () => chime.stop(),
  };
}

async function openAdministrators(options: EmulatorOptions = {}): Promise<MembershipScene> {
  const channel = await Channel.open(options);
  const { appInstanceArn, chime } = channel;
  const { state } = chime;
  return {
    ...accessScene(channel, "AppInstanceAdmin"),
    inputs: (appInstanceAdminArn) => ({ appInstanceArn, appInstanceAdminArn }),
    id: (adminArn) => `${appInstanceArn},admin,${adminArn}`,
    add: (adminArn) => {
      state.addAppInstanceAdmin({ adminArn });
    },
    removeMember: (adminArn) => {
      state.removeAppInstanceAdmin({ adminArn });
    },
    members: () =>
      rolelessMembers(
        state.appInstanceAdmins(appInstanceArn).filter((adminArn) => adminArn !== channel.chimeBearer),
      ),
  };
}

async function openModerators(options: EmulatorOptions = {}): Promise<Scene> {
  const channel = await Channel.open(options);
  const { channelArn, chimeBearer, chime } = channel;
  const { state } = chime;
  const shared = accessScene(channel, "ChannelModerator");
  return {
    ...shared,
    kinds: { membership: "ChannelModerator", roster: "ChannelModeratorRoster" },
    operations: { ...shared.operations, batch: shared.operations.create },
    memberProperty: "channelModeratorArn",
    item: (moderatorArn) => moderatorArn,
    failToAdd: (memberArn, failure) => {
      const error = failure === "refused" ? "ForbiddenException" : "ServiceFailureException";
      chime.faults.inject({
        operation: "CreateChannelModerator",
        memberArn,
        kind: "error",
        error,
        times: "always",
      });
    },
    roster: (members) => ({ channelArn, members, chimeBearer }),
    parentId: channelArn,
    inputs: (channelModeratorArn) => ({ channelArn, channelModeratorArn, chimeBearer }),
    id: (moderatorArn) => `${channelArn},moderator,${moderatorArn}`,
    add: (moderatorArn) => {
      state.addChannelModerator({ channelArn, moderatorArn });
    },
    removeMember: (moderatorArn) => {
      state.removeChannelModerator({ channelArn, moderatorArn });
    },
    members: () => rolelessMembers(state.channelModerators(channelArn)),
  };
}

async function openBans(options: EmulatorOptions = {}): Promise<MembershipScene> {
  const channel = await Channel.open(options);
  const { channelArn, chimeBearer, chime } = channel;
  const { state } = chime;
  return {
    ...accessScene(channel, "ChannelBan"),
    inputs: (memberArn) => ({ channelArn, memberArn, chimeBearer }),
    id: (memberArn) => `${channelArn},ban,${memberArn}`,
    add: (memberArn) => {
      state.addChannelBan({ channelArn, memberArn });
    },
    removeMember: (memberArn) => {
      state.removeChannelBan({ channelArn, memberArn });
    },
    members: () => rolelessMembers(state.channelBans(channelArn)),
  };
}

/** What the scenes of administrators, moderators and bans share. */
function accessScene(
  { chime, appInstanceArn }: Channel,
  kind: ResourceKind,
): Pick<MembershipScene, "chime" | "kinds" | "operations" | "roles" | "newMember" | "close"> {
  return {
    chime,
    kinds: { membership: kind },
    operations: { create: `Create${kind}`, read: `Describe${kind}`, remove: `Delete${kind}` },
    roles: ["", ""],
    newMember: () => chime.state.addAppInstanceUser({ appInstanceArn }),
    close: () => chime.stop(),
  };
}

function rolelessMembers(memberIds: readonly string[]): Record<string, string> {
  return Object.fromEntries(memberIds.map((memberId) => [memberId, ""]));
}

/** An emulator with one app instance, its administrator, and one empty channel. */
export class Channel {
  private constructor(
    public readonly chime: Emulator,
    public readonly appInstanceArn: string,
    public readonly channelArn: string,
    public readonly chimeBearer: string,
  ) {}

  public static async open(options: EmulatorOptions = {}): Promise<Channel> {
    const chime = await startEmulator(options);
    const appInstanceArn = chime.state.addAppInstance();
    const chimeBearer = chime.state.addAppInstanceUser({ appInstanceArn, userId: "admin" });
    chime.state.addAppInstanceAdmin({ adminArn: chimeBearer });
    return new Channel(chime, appInstanceArn, chime.state.addChannel({ appInstanceArn }), chimeBearer);
  }
}
