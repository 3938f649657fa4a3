import { arnProblem, parseArnId, parseChimeArn } from "./chimeArn";
import { ChannelMembershipType, type ChannelPlace } from "./channelMembership";
import type { DeclaredMember, MembershipForm } from "./membershipForm";
import { stringsOf, type CheckFailure, type Properties } from "./properties";

/** Memberships of channels: named by two ARNs, with a type that can never be changed, by calls of a bearer. */
export const CHANNEL_FORM: MembershipForm<ChannelPlace> = {
  place: ["channelArn"],
  caller: ["chimeBearer"],
  member: "memberArn",
  standing: "type",
  standings: Object.values(ChannelMembershipType),
  defaultStanding: ChannelMembershipType.DEFAULT,
  rules: {
    channelArn: arnProblem("channel"),
    memberArn: arnProblem("user", "bot"),
    chimeBearer: bearerProblem,
  },
  words: {
    place: "channel",
    id: "channel,member",
    checkMembership: "the two ARNs",
    checkPlace: "its ARN",
    memberIds: "member ARNs",
  },
  placeOf: (props) => stringsOf(props, ["channelArn", "chimeBearer"]),
  inWords: channelInWords,
  inShort: ({ channelArn }) => `Channel ${parseChimeArn(channelArn)?.id ?? channelArn}`,
  formatPlace: ({ channelArn }) => channelArn,
  parsePlace: (id) => ({ channelArn: parseChannelId(id) }),
  format: ({ channelArn }, memberArn) => `${channelArn},${memberArn}`,
  parse: (id) => ({ ...parseChannelMembershipId(id) }),
  contradictions,
  // There is no call that changes a membership.
  isStandingFixed: () => true,
  // What is read back of a membership says who invited the member.
  isConfirmed: ({ invitedByArn }) => invitedByArn !== undefined,
  isCaller: ({ chimeBearer }, memberArn) => memberArn === chimeBearer,
};

/** A channel, as errors name it. */
export function channelInWords({ channelArn }: { channelArn: string }): string {
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
export function bearerProblem(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return "is required: the ARN of a user or bot of the app instance. It can be set for all, as chime:appInstanceUserArn.";
  }
  return arnProblem("user", "bot")(value);
}

/**
 * What is wrong with people of another app instance than that of a channel. What belongs to different app instances never
 * comes together: Amazon Chime says no more than 403 to it.
 *
 * @param homeArn The ARN of the channel, or of its app instance.
 * @param others The ARNs of people, each with its property.
 */
export function foreignProblems(
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

function contradictions(
  { channelArn, chimeBearer }: Properties,
  members: readonly DeclaredMember[],
): CheckFailure[] {
  return foreignProblems(channelArn, [
    { property: "chimeBearer", arn: chimeBearer },
    ...members.map(({ property, memberId }) => ({ property, arn: memberId })),
  ]);
}
