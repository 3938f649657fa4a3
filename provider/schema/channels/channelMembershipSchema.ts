import type { RosterSchema } from "../membershipSchema";
import type { ChannelRef } from "./channelId";
import { formatChannelMembershipId, parseChannelMembershipId } from "./channelMembershipId";
import { ChannelMembershipType } from "./channelMembershipType";
import { EXCLUDES_BAN, IN_CHANNEL, IN_ROSTER, shortName, validatorsInChannel } from "./inChannel";

/** Channel memberships: two ARNs identify one, and its type cannot be updated. Every call names a bearer. */
export const CHANNEL_MEMBERSHIP_SCHEMA: RosterSchema<ChannelRef> = {
  ...IN_CHANNEL,
  ...EXCLUDES_BAN,
  ...IN_ROSTER,
  memberProperty: "memberArn",
  role: {
    property: "type",
    values: Object.values(ChannelMembershipType),
    default: ChannelMembershipType.DEFAULT,
    // The API has no operation that updates a membership.
    isFixed: () => true,
  },
  validators: validatorsInChannel("memberArn"),
  labels: {
    kind: "membership",
    member: "member",
    parent: "channel",
    idFormat: "channel,member",
    idParts: "the two ARNs",
    parentIdParts: "its ARN",
    memberIds: "member ARNs",
  },
  shortName: (channel) => `Channel ${shortName(channel)}`,
  formatId: ({ channelArn }, memberArn) => formatChannelMembershipId({ channelArn, memberArn }),
  parseId: (id) => ({ ...parseChannelMembershipId(id) }),
  // DescribeChannelMembership returns who invited the member.
  isOutcomeKnown: ({ invitedByArn }) => invitedByArn !== undefined,
};
