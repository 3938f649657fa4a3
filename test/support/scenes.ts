import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import type { Properties } from "./host";
import { Room } from "./room";

/** The operations of a service about memberships. */
export interface MembershipOperations {
  create: string;
  batch: string;
  read: string;
  remove: string;
}

/**
 * A place with nobody in it, in an emulator: one room, or one channel. What is the same for both is tested on both.
 */
export interface Scene {
  readonly chime: Emulator;
  /** The kinds of resources that memberships and rosters of it are. */
  readonly kinds: { membership: ResourceKind; roster: ResourceKind };
  readonly operations: MembershipOperations;
  /** The default standing, and another. */
  readonly roles: readonly [string, string];
  /** The names of the properties that a member and its standing have. */
  readonly names: { member: string; role: string };
  /** Somebody who can be a member. */
  newMember(): string;
  /** The checked inputs of a membership. */
  inputs(memberId: string, role?: string): Properties;
  /** The id of a membership. */
  id(memberId: string): string;
  /** The checked inputs of a roster. */
  roster(members: Properties): Properties;
  /** The id of a roster. */
  readonly parentId: string;
  /** Makes somebody a member behind the back of Pulumi. */
  add(memberId: string, role?: string): void;
  /** Takes somebody out behind the back of Pulumi. */
  removeMember(memberId: string): void;
  /** Who is in it, by member id. */
  members(): Record<string, string>;
  close(): Promise<void>;
}

/** The services, each with what opens a place in it. */
export const SCENES: Record<string, (options?: EmulatorOptions) => Promise<Scene>> = {
  rooms: openRoom,
  channels: openChannel,
};

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
    names: { member: "memberId", role: "role" },
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
    names: { member: "memberArn", role: "type" },
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

/** An emulator with one app instance, an administrator of it, and one channel with nobody in it. */
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
