import type { RosterSchema } from "../membershipSchema";
import type { ChannelRef } from "./channelId";
import { EXCLUDES_BAN, IN_CHANNEL, IN_ROSTER, shortName, validatorsInChannel } from "./inChannel";
import { CHANNEL_MODERATOR_ID, formatMemberId, parseMemberId } from "./memberIds";

/** Moderators of channels: two ARNs identify one. Every call names a bearer. */
export const CHANNEL_MODERATOR_SCHEMA: RosterSchema<ChannelRef> = {
  ...IN_CHANNEL,
  ...EXCLUDES_BAN,
  ...IN_ROSTER,
  givesRights: true,
  memberProperty: "channelModeratorArn",
  validators: validatorsInChannel("channelModeratorArn"),
  labels: {
    kind: "moderator",
    member: "moderator",
    parent: "channel",
    idFormat: "channel,moderator,member",
    idParts: "the two ARNs",
    parentIdParts: "its ARN",
    memberIds: "moderator ARNs",
  },
  shortName: (channel) => `Moderators of ${shortName(channel)}`,
  formatId: ({ channelArn }, memberArn) =>
    formatMemberId(CHANNEL_MODERATOR_ID, { parentArn: channelArn, memberArn }),
  parseId: (id) => ({ ...parseChannelModeratorId(id) }),
  // DescribeChannelModerator returns who made the moderator.
  isOutcomeKnown: ({ createdByArn }) => createdByArn !== undefined,
};

/**
 * Parses the resource id of a moderator: `channelArn,moderator,channelModeratorArn`.
 *
 * @throws Error when `id` is malformed.
 */
export function parseChannelModeratorId(id: string): { channelArn: string; channelModeratorArn: string } {
  const { parentArn: channelArn, memberArn: channelModeratorArn } = parseMemberId(CHANNEL_MODERATOR_ID, id);
  return { channelArn, channelModeratorArn };
}
