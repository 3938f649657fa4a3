import { forEachConcurrently } from "../aws/call/forEachConcurrently";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import type { ChannelRef } from "../schema/channels/channelId";
import { parseChimeArn } from "../schema/channels/chimeArn";
import type { ImportedMember, ImportSource } from "./importSource";
import { shortForm } from "./resourceNames";

/** The members of a channel. */
export function channelSource(channel: ChannelRef): ImportSource {
  return {
    kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
    schema: CHANNEL_MEMBERSHIP_SCHEMA,
    parent: { ...channel },
    rosterId: CHANNEL_MEMBERSHIP_SCHEMA.formatParentId(channel),
    description: CHANNEL_MEMBERSHIP_SCHEMA.describe(channel),
    program: {
      variable: "channel",
      parentKind: "a channel of Amazon Chime SDK messaging",
      roleType: "chime.ChannelMembershipType",
    },
    prefix: `channel-${shortForm(parseChimeArn(channel.channelArn)?.id ?? "")}`,
    membershipId: (memberArn) => CHANNEL_MEMBERSHIP_SCHEMA.formatId(channel, memberArn),
    labelOf,
    members: async ({ api: { channelMemberships } }, withAttributes) => {
      const found = (await channelMemberships.members(channel)).map(({ memberArn, type }) => ({
        memberId: memberArn,
        role: type,
        attributes: {},
        ...(isBot(memberArn) ? { note: "Bot" } : {}),
      }));
      if (!withAttributes) return found;
      const members: ImportedMember[] = [];
      // The list does not have who invited a member. A member may have been removed in the meantime.
      await forEachConcurrently(found, async (member) => {
        const { found: membership } = await channelMemberships.observe(channel, member.memberId);
        if (membership) members.push({ ...member, attributes: membership.attributes });
      });
      return members;
    },
  };
}

// A user and a bot can have the same id. No id contains a slash.
function labelOf(memberArn: string): string {
  const { id = memberArn } = parseChimeArn(memberArn) ?? {};
  return isBot(memberArn) ? `bot/${id}` : id;
}

function isBot(memberArn: string): boolean {
  return parseChimeArn(memberArn)?.kind === "bot";
}
