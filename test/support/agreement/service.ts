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
  /** The ARNs of its moderators, without administrators of the app instance. Left out if there is none. */
  moderators?: string[];
  /** The ARNs of those who are banned from it. Left out if there is none. */
  bans?: string[];
}

/** An additional app instance, as the service has it. */
export interface AppInstanceSeen {
  appInstanceArn: string;
  name: string;
}

/** An additional administrator of the app instance. */
export interface AdministratorSeen {
  administratorArn: string;
}

/** An additional bot of the app instance, as the service has it. */
export interface BotSeen {
  botArn: string;
  name: string;
}

/** A room, a channel, an app instance, an administrator or a bot, as the service has it. */
export type ParentSeen = RoomSeen | ChannelSeen | AppInstanceSeen | AdministratorSeen | BotSeen;

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

/** The current rooms, channels and app instances, and the administrators and bots that are not among the people. */
export function parentsOf(chime: Emulator, { appInstance }: People): ParentSeen[] {
  const others = chime.state
    .appInstances()
    .filter(({ appInstanceArn }) => appInstanceArn !== APP_INSTANCE_ARN)
    .map(({ appInstanceArn, name }) => ({ appInstanceArn, name }));
  const { bots = [], administrators = [] } = appInstance ?? {};
  const isAdministrator = (arn: string): boolean => administrators.includes(idOf(arn));
  return [
    ...roomsOf(chime),
    ...channelsOf(chime, isAdministrator),
    ...others,
    ...(appInstance ? administratorsOf(chime).filter((one) => !isAdministrator(one.administratorArn)) : []),
    ...(appInstance
      ? botsOf(chime).filter(({ botArn }) => !bots.some(({ botId }) => botId === idOf(botArn)))
      : []),
  ];
}

function administratorsOf(chime: Emulator): AdministratorSeen[] {
  return chime.state.appInstanceAdmins(APP_INSTANCE_ARN).map((administratorArn) => ({ administratorArn }));
}

function botsOf(chime: Emulator): BotSeen[] {
  return chime.state
    .appInstanceUsers(APP_INSTANCE_ARN)
    .filter(({ arn }) => arn.includes("/bot/"))
    .map(({ arn, name }) => ({ botArn: arn, name }));
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
  const administrators = parents
    .filter((parent) => "administratorArn" in parent)
    .map(({ administratorArn }) => idOf(administratorArn));
  const bots = parents
    .filter((parent) => "botArn" in parent)
    .map(({ botArn, name }) => ({ botId: idOf(botArn), name }));
  const compared = appInstance
    ? [
        {
          ...appInstance,
          appInstanceId: APP_INSTANCE_ID,
          channels,
          administrators: [...(appInstance.administrators ?? []), ...administrators],
          bots: [...(appInstance.bots ?? []), ...bots],
        },
      ]
    : [];
  const others = parents
    .filter((parent) => "appInstanceArn" in parent)
    .map(({ appInstanceArn, name }) => ({ appInstanceId: idOf(appInstanceArn), name }));
  return {
    accounts: [{ ...people, accountId: ACCOUNT_ID, rooms }],
    appInstances: [...compared, ...others],
  };
}

// The administrator who creates a channel is a moderator of it, whom no program declares.
function channelsOf(chime: Emulator, isAdministrator: (arn: string) => boolean): ChannelSeen[] {
  const instances = chime.state.appInstances();
  return instances
    .flatMap(({ appInstanceArn }) => chime.state.channels(appInstanceArn))
    .map(({ channelArn, name, mode, metadata }) => ({
      channelArn,
      name,
      ...(mode === "RESTRICTED" ? { mode } : {}),
      ...(metadata ? { metadata } : {}),
      members: chime.state.channelMembers(channelArn),
      ...nonEmpty(
        "moderators",
        chime.state.channelModerators(channelArn).filter((arn) => !isAdministrator(arn)),
      ),
      ...nonEmpty("bans", chime.state.channelBans(channelArn)),
    }));
}

function nonEmpty<Name extends string>(name: Name, arns: string[]): Partial<Record<Name, string[]>> {
  return arns.length > 0 ? ({ [name]: arns } as Record<Name, string[]>) : {};
}

function seedOfChannel({
  channelArn,
  members,
  moderators = [],
  bans = [],
  ...channel
}: ChannelSeen): SeedChannel {
  return {
    ...channel,
    moderators: moderators.map(idOf),
    bans: bans.map(idOf),
    channelId: idOf(channelArn),
    members: members.map(({ memberArn, type }) => ({ memberId: idOf(memberArn), type })),
  };
}

function idOf(arn: string): string {
  return arn.split("/").at(-1)!;
}
