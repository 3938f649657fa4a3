import type {
  ChannelMemberView,
  Emulator,
  Role,
  Seed,
  SeedAccount,
  SeedAppInstance,
  SeedChannel,
} from "../../../emulator";

/** The one Amazon Chime account of the programs that are compared. */
export const ACCOUNT_ID = "account";

/** The one app instance whose channels they are about. */
const APP_INSTANCE_ID = "app";

/** Its ARN. */
export const APP_INSTANCE_ARN = `arn:aws:chime:us-east-1:111122223333:app-instance/${APP_INSTANCE_ID}`;

/** Somebody in a room. */
export interface RoomMember {
  memberId: string;
  role: Role;
}

/** A room of the account as it is: its name and who is in it. */
export interface RoomSeen {
  roomId: string;
  name: string;
  members: RoomMember[];
}

/** A channel of the app instance as it is: its name and who is in it. */
export interface ChannelSeen {
  channelArn: string;
  name: string;
  /** Left out where it is unrestricted. */
  mode?: "RESTRICTED";
  /** Left out where there is none. */
  metadata?: string;
  members: ChannelMemberView[];
}

/** An app instance beside the one whose channels are compared. */
export interface AppInstanceSeen {
  appInstanceArn: string;
  name: string;
}

/** What people belong to. */
export type ParentSeen = RoomSeen | ChannelSeen | AppInstanceSeen;

/** Who there is: users and bots of the account, and those of the app instance where there is one. */
export interface People extends Pick<SeedAccount, "users" | "bots"> {
  appInstance?: Pick<SeedAppInstance, "users" | "bots" | "administrators">;
}

/** The rooms that are in the account now. */
function roomsOf(chime: Emulator): RoomSeen[] {
  return chime.state.rooms(ACCOUNT_ID).map(({ roomId, name }) => ({
    roomId,
    name,
    members: chime.state.members(ACCOUNT_ID, roomId).map(({ memberId, role }) => ({ memberId, role })),
  }));
}

/** The rooms, the channels and the app instances that there are now. */
export function parentsOf(chime: Emulator): ParentSeen[] {
  const others = chime.state
    .appInstances()
    .filter(({ appInstanceArn }) => appInstanceArn !== APP_INSTANCE_ARN)
    .map(({ appInstanceArn, name }) => ({ appInstanceArn, name }));
  return [...roomsOf(chime), ...channelsOf(chime), ...others];
}

/** The people, with the users whom somebody has added to the app instance since. */
export function peopleIn(chime: Emulator, people: People): People {
  if (!people.appInstance) return people;
  const users = chime.state
    .appInstanceUsers(APP_INSTANCE_ARN)
    .filter(({ arn }) => arn.includes("/user/"))
    .map(({ arn, ...user }) => ({ userId: idOf(arn), ...user }));
  return { ...people, appInstance: { ...people.appInstance, users } };
}

/** A service with these people, and with places as they were seen. */
export function seedOf({ appInstance, ...people }: People, parents: readonly ParentSeen[]): Seed {
  const rooms = parents.filter((parent) => "roomId" in parent);
  const channels = parents.filter((parent) => "channelArn" in parent).map(seedOfChannel);
  const given = appInstance ? [{ ...appInstance, appInstanceId: APP_INSTANCE_ID, channels }] : [];
  const others = parents
    .filter((parent) => "appInstanceArn" in parent)
    .map(({ appInstanceArn, name }) => ({ appInstanceId: idOf(appInstanceArn), name }));
  return {
    accounts: [{ ...people, accountId: ACCOUNT_ID, rooms }],
    appInstances: [...given, ...others],
  };
}

function channelsOf(chime: Emulator): ChannelSeen[] {
  const instances = chime.state.appInstances();
  return instances
    .flatMap(({ appInstanceArn }) => chime.state.channels(appInstanceArn))
    .map(({ channelArn, name, mode, metadata }) => ({
      channelArn,
      name,
      ...(mode === "RESTRICTED" ? { mode } : {}),
      ...(metadata ? { metadata } : {}),
      members: chime.state.channelMembers(channelArn),
    }));
}

function seedOfChannel({ channelArn, members, ...channel }: ChannelSeen): SeedChannel {
  return {
    ...channel,
    channelId: idOf(channelArn),
    members: members.map(({ memberArn, type }) => ({ memberId: idOf(memberArn), type })),
  };
}

function idOf(arn: string): string {
  return arn.split("/").at(-1)!;
}
