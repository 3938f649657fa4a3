import { arnValidator, parseArnId, parseChimeArn } from "./chimeArn";
import { ChannelMembershipType, type ChannelRef } from "./channelMembershipType";
import type { DeclaredMember, MembershipSchema } from "../membershipSchema";
import { requiredStrings, type CheckFailure, type Properties } from "../properties";

/** Memberships of channels: named by two ARNs, with a type that can never be changed, by calls of a bearer. */
export const CHANNEL_MEMBERSHIP_SCHEMA: MembershipSchema<ChannelRef> = {
  parentProperties: ["channelArn"],
  bearerProperties: ["chimeBearer"],
  memberProperty: "memberArn",
  roleProperty: "type",
  roles: Object.values(ChannelMembershipType),
  defaultRole: ChannelMembershipType.DEFAULT,
  validators: {
    channelArn: arnValidator("channel"),
    memberArn: arnValidator("user", "bot"),
    chimeBearer: validateBearer,
  },
  labels: {
    parent: "channel",
    id: "channel,member",
    checkMembership: "the two ARNs",
    checkParent: "its ARN",
    memberIds: "member ARNs",
  },
  parentOf: (props) => requiredStrings(props, ["channelArn", "chimeBearer"]),
  describe: describeChannel,
  shortName: ({ channelArn }) => `Channel ${parseChimeArn(channelArn)?.id ?? channelArn}`,
  formatParentId: ({ channelArn }) => channelArn,
  parseParentId: (id) => ({ channelArn: parseChannelId(id) }),
  formatId: ({ channelArn }, memberArn) => `${channelArn},${memberArn}`,
  parseId: (id) => ({ ...parseChannelMembershipId(id) }),
  validateTogether,
  // There is no call that changes a membership.
  isRoleFixed: () => true,
  // What is read back of a membership says who invited the member.
  isConfirmed: ({ invitedByArn }) => invitedByArn !== undefined,
  isBearer: ({ chimeBearer }, memberArn) => memberArn === chimeBearer,
};

/** A channel, as errors name it. */
export function describeChannel({ channelArn }: { channelArn: string }): string {
  return `channel ${channelArn}`;
}

/**
 * The channel of the id of a channel's roster, which is its ARN.
 *
 * @throws Error when `id` is not of that form.
 */
export function parseChannelId(id: string): string {
  return parseArnId(id, "channel", "a channel");
}

/**
 * The channel and the member of the id of a membership: their ARNs, with a comma between them.
 *
 * @throws Error when `id` is not of that form.
 */
export function parseChannelMembershipId(id: string): { channelArn: string; memberArn: string } {
  const [channelArn = "", memberArn = "", ...rest] = id.split(",");
  const kinds = [parseChimeArn(channelArn)?.kind, parseChimeArn(memberArn)?.kind];
  if (kinds[0] !== "channel" || (kinds[1] !== "user" && kinds[1] !== "bot") || rest.length > 0) {
    throw new Error(`"${id}" is not the id of a channel membership: it has the form channelArn,memberArn.`);
  }
  return { channelArn, memberArn };
}

/** The rule for on whose behalf calls are made. */
export function validateBearer(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return "is required: the ARN of a user or bot of the app instance. It can be set for all, as chime:appInstanceUserArn.";
  }
  return arnValidator("user", "bot")(value);
}

/**
 * What is wrong with people of another app instance than that of a channel. What belongs to different app instances never
 * comes together: Amazon Chime says no more than 403 to it.
 *
 * @param homeArn The ARN of the channel, or of its app instance.
 * @param others The ARNs of people, each with its property.
 */
export function validateSameAppInstance(
  homeArn: unknown,
  others: readonly { property: string; arn: unknown }[],
): CheckFailure[] {
  const home = parseChimeArn(homeArn)?.appInstanceArn;
  return others.flatMap(({ property, arn }) => {
    const theirs = parseChimeArn(arn)?.appInstanceArn;
    if (home === undefined || theirs === undefined || theirs === home) return [];
    return [
      { property, reason: `${property} is of ${theirs}, and the channel of another app instance: ${home}.` },
    ];
  });
}

function validateTogether(
  { channelArn, chimeBearer }: Properties,
  members: readonly DeclaredMember[],
): CheckFailure[] {
  return validateSameAppInstance(channelArn, [
    { property: "chimeBearer", arn: chimeBearer },
    ...members.map(({ property, memberId }) => ({ property, arn: memberId })),
  ]);
}
