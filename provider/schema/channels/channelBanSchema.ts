import type { DeclaredMember, MembershipSchema } from "../membershipSchema";
import type { Properties } from "../properties";
import { isUnknown } from "../unknownValue";
import type { CheckFailure } from "../validators";
import type { ChannelRef } from "./channelId";
import { appInstanceOf } from "./chimeArn";
import { IN_CHANNEL, validatorsInChannel } from "./inChannel";
import {
  APP_INSTANCE_ADMIN_ID,
  CHANNEL_BAN_ID,
  CHANNEL_MEMBERSHIP_ID,
  CHANNEL_MODERATOR_ID,
  formatMemberId,
  parseMemberId,
} from "./memberIds";

/** Bans from channels: two ARNs identify one. Every call names a bearer. */
export const CHANNEL_BAN_SCHEMA: MembershipSchema<ChannelRef> = {
  ...IN_CHANNEL,
  memberProperty: "memberArn",
  validators: validatorsInChannel("memberArn"),
  labels: {
    kind: "ban",
    member: "the ban of",
    parent: "channel",
    idFormat: "channel,ban,member",
    idParts: "the two ARNs",
  },
  formatId: ({ channelArn }, memberArn) =>
    formatMemberId(CHANNEL_BAN_ID, { parentArn: channelArn, memberArn }),
  parseId: (id) => ({ ...parseChannelBanId(id) }),
  validateTogether: (props, members) => [
    ...IN_CHANNEL.validateTogether(props, members),
    ...refuseBearer(props, members),
  ],
  excludes: ({ channelArn: parentArn }, memberArn) => ({
    ids: [
      ...[CHANNEL_MEMBERSHIP_ID, CHANNEL_MODERATOR_ID].map((form) =>
        formatMemberId(form, { parentArn, memberArn }),
      ),
      // Of the user's ARN, which is the same app instance: the channel may be unknown in a preview.
      formatMemberId(APP_INSTANCE_ADMIN_ID, { parentArn: appInstanceOf(memberArn), memberArn }),
    ],
    what: "makes it a member, moderator or administrator",
  }),
  groupId: bansOf,
  // DescribeChannelBan returns who made the ban.
  isOutcomeKnown: ({ createdByArn }) => createdByArn !== undefined,
};

/** The id of all bans of a user or bot in its app instance. */
export function bansOf(memberArn: string): string {
  return formatMemberId(CHANNEL_BAN_ID, { parentArn: appInstanceOf(memberArn), memberArn });
}

// Nobody could lift the ban with that bearer, and Amazon Chime bans neither administrators nor moderators.
function refuseBearer({ chimeBearer }: Properties, members: readonly DeclaredMember[]): CheckFailure[] {
  return members.flatMap(({ property, memberId }) => {
    if (memberId !== chimeBearer || typeof memberId !== "string" || isUnknown(memberId)) return [];
    return [{ property, reason: `${property} is the chimeBearer, which cannot ban itself: ${memberId}.` }];
  });
}

/**
 * Parses the resource id of a ban: `channelArn,ban,memberArn`.
 *
 * @throws Error when `id` is malformed.
 */
export function parseChannelBanId(id: string): { channelArn: string; memberArn: string } {
  const { parentArn: channelArn, memberArn } = parseMemberId(CHANNEL_BAN_ID, id);
  return { channelArn, memberArn };
}
