import { forEachConcurrently } from "../../aws/call/forEachConcurrently";
import type { ListedMember } from "../../aws/channels/memberships";
import type { ChimeSession } from "../../aws/session";
import { APP_INSTANCE_SCHEMA } from "../../schema/channels/appInstanceSchema";
import { APP_INSTANCE_USER_SCHEMA } from "../../schema/channels/appInstanceUserSchema";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../schema/channels/channelMembershipSchema";
import { CHANNEL_SCHEMA } from "../../schema/channels/channelSchema";
import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import { appInstanceOf, parseChimeArn } from "../../schema/channels/chimeArn";
import {
  existing,
  importedEntity,
  type ImportedEntity,
  type ImportedMember,
  type ImportSource,
  type StartProgress,
} from "./importSource";
import { fullName, shortForm } from "./resourceNames";

/** What to import of a channel besides its members. */
export interface ChannelExtras {
  withChannel?: boolean;
  withAppInstance?: boolean;
  /** Whether to import the users who are members, and the bearer. */
  withUsers?: boolean;
}

/** A channel. */
export function channelSource(channel: ChannelRef, extras: ChannelExtras): ImportSource {
  return {
    kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
    schema: CHANNEL_MEMBERSHIP_SCHEMA,
    parent: { ...channel },
    rosterId: CHANNEL_MEMBERSHIP_SCHEMA.formatParentId(channel),
    description: describeChannel(channel),
    prefix: channelName(channel),
    // https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html
    list: { operation: "ListChannelMemberships", pageSize: 50 },
    membershipId: (memberArn) => CHANNEL_MEMBERSHIP_SCHEMA.formatId(channel, memberArn),
    labelOf: (memberArn) => (isBot(memberArn) ? `bot/${idOf(memberArn)}` : idOf(memberArn)),
    members: async (session, { withAttributes, withNames, progress }) => {
      const found = await session.api.channelMemberships.members(channel);
      const members = found.map((member) => importedMember(member, withNames));
      return withAttributes ? withInviters(session, channel, members, progress) : members;
    },
    entities: async (session, members, progress) => [
      ...(extras.withAppInstance ? [await readAppInstance(session, channel)] : []),
      ...(extras.withUsers ? await readUsers(session, userArnsOf(channel, members), progress) : []),
      ...(extras.withChannel ? [await readChannel(session, channel)] : []),
    ],
  };
}

function importedMember({ memberArn, role, name }: ListedMember, withNames: boolean): ImportedMember {
  return {
    memberId: memberArn,
    role,
    attributes: {},
    memberType: isBot(memberArn) ? "Bot" : "User",
    ...(withNames && name !== undefined ? { displayName: name } : {}),
  };
}

// The list does not have who invited a member. A member may have been removed in the meantime.
async function withInviters(
  { api: { channelMemberships } }: ChimeSession,
  channel: ChannelRef,
  listed: readonly ImportedMember[],
  progress: StartProgress,
): Promise<ImportedMember[]> {
  const members: ImportedMember[] = [];
  const read = progress((count) => `Reading who invited the members: ${count} of ${listed.length} …`);
  let count = 0;
  await forEachConcurrently(listed, async (member) => {
    const { found } = await channelMemberships.observe(channel, member.memberId);
    if (found) members.push({ ...member, attributes: found.attributes });
    read((count += 1));
  });
  return members;
}

async function readAppInstance({ api }: ChimeSession, { channelArn }: ChannelRef): Promise<ImportedEntity> {
  const appInstanceArn = appInstanceOf(channelArn);
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

// Bots are not resources of this package.
function userArnsOf({ chimeBearer }: ChannelRef, members: readonly ImportedMember[]): string[] {
  const arns = new Set([chimeBearer, ...members.map(({ memberId }) => memberId)]);
  return [...arns].filter((arn) => !isBot(arn)).sort();
}

// A user may have been deleted in the meantime. The program then has the ARN of the user.
async function readUsers(
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
        provides: { memberArn: "appInstanceUserArn", chimeBearer: "appInstanceUserArn" },
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

function idOf(arn: string): string {
  return parseChimeArn(arn)?.id ?? arn;
}

function isBot(arn: string): boolean {
  return parseChimeArn(arn)?.kind === "bot";
}
