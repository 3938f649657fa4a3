import { forEachOf } from "../chime/forEachOf";
import { CHANNEL_FORM } from "../contract/channelForm";
import type { ChannelPlace } from "../contract/channelMembership";
import { parseChimeArn } from "../contract/chimeArn";
import type { ImportedMember, ImportSource } from "./importSource";
import { shortForm } from "./names";

/** Who is in a channel. */
export function channelSource(channel: ChannelPlace): ImportSource {
  return {
    kinds: { membership: "ChannelMembership", roster: "ChannelRoster" },
    form: CHANNEL_FORM,
    place: { ...channel },
    placeId: CHANNEL_FORM.formatPlace(channel),
    inWords: CHANNEL_FORM.inWords(channel),
    program: {
      variable: "channel",
      what: "a channel of Amazon Chime SDK Messaging",
      standingType: "chime.ChannelMembershipType",
    },
    prefix: `channel-${shortForm(parseChimeArn(channel.channelArn)?.id ?? "")}`,
    idOf: (memberArn) => CHANNEL_FORM.format(channel, memberArn),
    labelOf,
    members: async ({ service }, thoroughly) => {
      const { channelMemberships } = service;
      const found = (await channelMemberships.members(channel)).map(({ memberArn, type }) => ({
        memberId: memberArn,
        standing: type,
        facts: {},
        ...(isBot(memberArn) ? { note: "Bot" } : {}),
      }));
      if (!thoroughly) return found;
      const members: ImportedMember[] = [];
      // The list does not say who invited whom. Who has left in the meantime is no member.
      await forEachOf(found, async (member) => {
        const { found: seen } = await channelMemberships.look(channel, member.memberId);
        if (seen) members.push({ ...member, facts: seen.facts });
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
