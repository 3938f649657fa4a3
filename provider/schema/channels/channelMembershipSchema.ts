import type { DeclaredMember, RosterSchema } from "../membershipSchema";
import { requiredStrings, type Properties } from "../properties";
import type { CheckFailure } from "../validators";
import { arnValidator, validateBearer, validateSameAppInstance } from "./arnValidators";
import { describeChannel, parseChannelId, type ChannelRef } from "./channelId";
import { formatChannelMembershipId, parseChannelMembershipId } from "./channelMembershipId";
import { ChannelMembershipType } from "./channelMembershipType";
import { parseChimeArn } from "./chimeArn";

/** Channel memberships: two ARNs identify one, and its type cannot be updated. Every call names a bearer. */
export const CHANNEL_MEMBERSHIP_SCHEMA: RosterSchema<ChannelRef> = {
  parentProperties: ["channelArn"],
  bearerProperties: ["chimeBearer"],
  memberProperty: "memberArn",
  role: {
    property: "type",
    values: Object.values(ChannelMembershipType),
    default: ChannelMembershipType.DEFAULT,
    // The API has no operation that updates a membership.
    isFixed: () => true,
  },
  validators: {
    channelArn: arnValidator("channel"),
    memberArn: arnValidator("user", "bot"),
    chimeBearer: validateBearer,
  },
  labels: {
    kind: "membership",
    member: "member",
    parent: "channel",
    idFormat: "channel,member",
    idParts: "the two ARNs",
    parentIdParts: "its ARN",
    memberIds: "member ARNs",
  },
  parentOf: (props) => requiredStrings(props, ["channelArn", "chimeBearer"]),
  describe: describeChannel,
  shortName: ({ channelArn }) => `Channel ${parseChimeArn(channelArn)?.id ?? channelArn}`,
  formatParentId: ({ channelArn }) => channelArn,
  parseParentId: (id) => ({ channelArn: parseChannelId(id) }),
  formatId: ({ channelArn }, memberArn) => formatChannelMembershipId({ channelArn, memberArn }),
  parseId: (id) => ({ ...parseChannelMembershipId(id) }),
  validateTogether,
  // DescribeChannelMembership returns who invited the member.
  isOutcomeKnown: ({ invitedByArn }) => invitedByArn !== undefined,
  isBearer: ({ chimeBearer }, memberArn) => memberArn === chimeBearer,
};

function validateTogether(
  { channelArn, chimeBearer }: Properties,
  members: readonly DeclaredMember[],
): CheckFailure[] {
  return validateSameAppInstance(channelArn, [
    { property: "chimeBearer", arn: chimeBearer },
    ...members.map(({ property, memberId }) => ({ property, arn: memberId })),
  ]);
}
