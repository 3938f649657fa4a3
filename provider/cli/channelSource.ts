import { forEachConcurrently } from "../aws/call/forEachConcurrently";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import type { ChannelRef } from "../schema/channels/channelId";
import { parseChimeArn } from "../schema/channels/chimeArn";
import type { ImportedMember, ImportSource } from "./importSource";
import { shortForm } from "./names";

/** Who is in a channel. */
export function channelSource(channel: ChannelRef): ImportSource {
  return {
    kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
    schema: CHANNEL_MEMBERSHIP_SCHEMA,
    parent: { ...channel },
    placeId: CHANNEL_MEMBERSHIP_SCHEMA.formatParentId(channel),
    inWords: CHANNEL_MEMBERSHIP_SCHEMA.describe(channel),
    program: {
      variable: "channel",
      what: "a channel of Amazon Chime SDK Messaging",
      standingType: "chime.ChannelMembershipType",
    },
    prefix: `channel-${shortForm(parseChimeArn(channel.channelArn)?.id ?? "")}`,
    idOf: (memberArn) => CHANNEL_MEMBERSHIP_SCHEMA.formatId(channel, memberArn),
    labelOf,
    members: async ({ api: service }, thoroughly) => {
      const { channelMemberships } = service;
      const found = (await channelMemberships.members(channel)).map(({ memberArn, type }) => ({
        memberId: memberArn,
        role: type,
        facts: {},
        ...(isBot(memberArn) ? { note: "Bot" } : {}),
      }));
      if (!thoroughly) return found;
      const members: ImportedMember[] = [];
      // The list does not say who invited whom. Who has left in the meantime is no member.
      await forEachConcurrently(found, async (member) => {
        const { found: seen } = await channelMemberships.observe(channel, member.memberId);
        if (seen) members.push({ ...member, facts: seen.attributes });
      });
      return members;
    },
  };
}

// A user and a bot can have the same id; no id has a slash.
function labelOf(memberArn: string): string {
  const { id = memberArn } = parseChimeArn(memberArn) ?? {};
  return isBot(memberArn) ? `bot/${id}` : id;
}

function isBot(memberArn: string): boolean {
  return parseChimeArn(memberArn)?.kind === "bot";
}
