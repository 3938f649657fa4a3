import { forEachConcurrently } from "../../aws/call/forEachConcurrently";
import type { ChimeSession } from "../../aws/session";
import { APP_INSTANCE_SCHEMA } from "../../schema/channels/appInstanceSchema";
import { APP_INSTANCE_USER_SCHEMA } from "../../schema/channels/appInstanceUserSchema";
import { CHANNEL_BAN_SCHEMA } from "../../schema/channels/channelBanSchema";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../schema/channels/channelMembershipSchema";
import { CHANNEL_MODERATOR_SCHEMA } from "../../schema/channels/channelModeratorSchema";
import { CHANNEL_SCHEMA } from "../../schema/channels/channelSchema";
import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import { appInstanceOf } from "../../schema/channels/chimeArn";
import {
  existing,
  importedEntity,
  type ImportedEntity,
  type ImportedMember,
  type ImportSource,
  type ListSource,
  type StartProgress,
} from "./importSource";
import { idOf, labelOfArn, listedMembers, userArnsIn } from "./listedMembers";
import { fullName, shortForm } from "./resourceNames";

/** What to import of a channel besides its members. */
export interface ChannelExtras {
  withChannel?: boolean;
  withAppInstance?: boolean;
  /** Whether to import neither moderators nor bans. */
  membersOnly?: boolean;
  /** Whether to import the users in the lists, and the bearer. */
  withUsers?: boolean;
}

/** The properties that name the member of a membership. */
const MEMBER_PROPERTIES = ["memberArn", "channelModeratorArn", "appInstanceAdminArn"];

/** A channel. */
export function channelSource(channel: ChannelRef, extras: ChannelExtras): ImportSource {
  return {
    kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
    schema: CHANNEL_MEMBERSHIP_SCHEMA,
    parent: { ...channel },
    parentId: channel.channelArn,
    noun: "member",
    inWords: "The members of the channel",
    description: describeChannel(channel),
    prefix: channelName(channel),
    // https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html
    list: { operation: "ListChannelMemberships", pageSize: 50 },
    membershipId: (memberArn) => CHANNEL_MEMBERSHIP_SCHEMA.formatId(channel, memberArn),
    labelOf: labelOfArn,
    // The list does not have who invited a member.
    members: ({ api }, options) =>
      listedMembers(api.channelMemberships, channel, options, "who invited the members"),
    others: extras.membersOnly ? [] : [moderatorSource(channel), banSource(channel)],
    entities: async (session, members, progress) => [
      ...(extras.withAppInstance ? [await readAppInstance(session, appInstanceOf(channel.channelArn))] : []),
      ...(extras.withUsers
        ? await readUsers(session, userArnsIn([channel.chimeBearer, ...idsOf(members)]), progress)
        : []),
      ...(extras.withChannel ? [await readChannel(session, channel)] : []),
    ],
  };
}

// Without the bearer: a resource would remove the rights with which the others are managed.
function moderatorSource(channel: ChannelRef): ListSource {
  return {
    kinds: { membership: "ChannelModerator", roster: "ChannelModeratorRoster" },
    schema: CHANNEL_MODERATOR_SCHEMA,
    parent: { ...channel },
    parentId: channel.channelArn,
    noun: "moderator",
    isPartial: true,
    inWords: "The moderators of the channel, without the bearer",
    membershipId: (arn) => CHANNEL_MODERATOR_SCHEMA.formatId(channel, arn),
    labelOf: labelOfArn,
    members: async ({ api }, options) => {
      const found = await listedMembers(api.channelModerators, channel, options, "who made the moderators");
      return found.filter(({ memberId }) => memberId !== channel.chimeBearer);
    },
  };
}

function banSource(channel: ChannelRef): ListSource {
  return {
    kinds: { membership: "ChannelBan" },
    schema: CHANNEL_BAN_SCHEMA,
    parent: { ...channel },
    parentId: channel.channelArn,
    noun: "ban",
    inWords: "The bans from the channel",
    membershipId: (arn) => CHANNEL_BAN_SCHEMA.formatId(channel, arn),
    labelOf: labelOfArn,
    members: ({ api }, options) => listedMembers(api.channelBans, channel, options, "who made the bans"),
  };
}

/** Reads an app instance. */
export async function readAppInstance(
  { api }: ChimeSession,
  appInstanceArn: string,
): Promise<ImportedEntity> {
  const { state } = existing(
    await api.appInstances.observe({ appInstanceArn }),
    `app instance ${appInstanceArn}`,
  );
  return importedEntity(APP_INSTANCE_SCHEMA, state, {
    kind: "AppInstance",
    resourceName: `app-instance-${shortForm(idOf(appInstanceArn))}`,
    expression: "appInstance",
    provides: { appInstanceArn: "appInstanceArn" },
  });
}

async function readChannel({ api }: ChimeSession, channel: ChannelRef): Promise<ImportedEntity> {
  const { state } = existing(await api.channels.observe(channel), describeChannel(channel));
  return importedEntity(CHANNEL_SCHEMA, state, {
    kind: "Channel",
    resourceName: channelName(channel),
    expression: "channel",
    provides: { channelArn: "channelArn" },
  });
}

/** Reads users. One may have been deleted in the meantime: the program then has the ARN of the user. */
export async function readUsers(
  { api }: ChimeSession,
  arns: readonly string[],
  progress: StartProgress,
): Promise<ImportedEntity[]> {
  const users = new Map<string, ImportedEntity>();
  const read = progress((count) => `Reading the users: ${count} of ${arns.length} …`);
  let count = 0;
  await forEachConcurrently(arns, async (appInstanceUserArn) => {
    const found = await api.appInstanceUsers.observe({ appInstanceUserArn });
    const id = idOf(appInstanceUserArn);
    if (found) {
      const user = importedEntity(APP_INSTANCE_USER_SCHEMA, found.state, {
        kind: "AppInstanceUser",
        resourceName: fullName("user", id),
        expression: `users[${JSON.stringify(id)}]`,
        provides: Object.fromEntries(
          [...MEMBER_PROPERTIES, "chimeBearer"].map((property) => [property, "appInstanceUserArn"]),
        ),
      });
      users.set(appInstanceUserArn, user);
    }
    read((count += 1));
  });
  return arns.flatMap((arn) => users.get(arn) ?? []);
}

function channelName({ channelArn }: ChannelRef): string {
  return `channel-${shortForm(idOf(channelArn))}`;
}

function idsOf(members: readonly ImportedMember[]): string[] {
  return members.map(({ memberId }) => memberId);
}
