import type {
  ChannelMemberView,
  Emulator,
  Role,
  Seed,
  SeedAccount,
  SeedAppInstance,
  SeedChannel,
} from "../../../emulator";

/** The Amazon Chime account of all compared programs. */
export const ACCOUNT_ID = "account";

/** The app instance of their channels. */
const APP_INSTANCE_ID = "app";

/** The ARN of that app instance. */
export const APP_INSTANCE_ARN = `arn:aws:chime:us-east-1:111122223333:app-instance/${APP_INSTANCE_ID}`;

/** A member of a room. */
export interface RoomMember {
  memberId: string;
  role: Role;
}

/** A room of the account, as the service has it. */
export interface RoomSeen {
  roomId: string;
  name: string;
  members: RoomMember[];
}

/** A channel of the app instance, as the service has it. */
export interface ChannelSeen {
  channelArn: string;
  name: string;
  /** Left out if the channel is unrestricted. */
  mode?: "RESTRICTED";
  /** Left out if the channel has none. */
  metadata?: string;
  members: ChannelMemberView[];
}

/** An additional app instance, as the service has it. */
export interface AppInstanceSeen {
  appInstanceArn: string;
  name: string;
}

/** A room, a channel or an app instance, as the service has it. */
export type ParentSeen = RoomSeen | ChannelSeen | AppInstanceSeen;

/** The users and bots of the account, and of the app instance if there is one. */
export interface People extends Pick<SeedAccount, "users" | "bots"> {
  appInstance?: Pick<SeedAppInstance, "users" | "bots" | "administrators">;
}

/** The current rooms of the account. */
function roomsOf(chime: Emulator): RoomSeen[] {
  return chime.state.rooms(ACCOUNT_ID).map(({ roomId, name }) => ({
    roomId,
    name,
    members: chime.state.members(ACCOUNT_ID, roomId).map(({ memberId, role }) => ({ memberId, role })),
  }));
}

/** The current rooms, channels and app instances. */
export function parentsOf(chime: Emulator): ParentSeen[] {
  const others = chime.state
    .appInstances()
    .filter(({ appInstanceArn }) => appInstanceArn !== APP_INSTANCE_ARN)
    .map(({ appInstanceArn, name }) => ({ appInstanceArn, name }));
  return [...roomsOf(chime), ...channelsOf(chime), ...others];
}

/** The people, with the current users of the app instance. */
export function peopleIn(chime: Emulator, people: People): People {
  if (!people.appInstance) return people;
  const users = chime.state
    .appInstanceUsers(APP_INSTANCE_ARN)
    .filter(({ arn }) => arn.includes("/user/"))
    .map(({ arn, ...user }) => ({ userId: idOf(arn), ...user }));
  return { ...people, appInstance: { ...people.appInstance, users } };
}

/** A seed of the emulator with these people and parents. */
export function seedOf({ appInstance, ...people }: People, parents: readonly ParentSeen[]): Seed {
  const rooms = parents.filter((parent) => "roomId" in parent);
  const channels = parents.filter((parent) => "channelArn" in parent).map(seedOfChannel);
  const compared = appInstance ? [{ ...appInstance, appInstanceId: APP_INSTANCE_ID, channels }] : [];
  const others = parents
    .filter((parent) => "appInstanceArn" in parent)
    .map(({ appInstanceArn, name }) => ({ appInstanceId: idOf(appInstanceArn), name }));
  return {
    accounts: [{ ...people, accountId: ACCOUNT_ID, rooms }],
    appInstances: [...compared, ...others],
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
