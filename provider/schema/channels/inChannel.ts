import type { DeclaredMember, Exclusion } from "../membershipSchema";
import { requiredStrings, type Properties } from "../properties";
import type { CheckFailure, Validator } from "../validators";
import { arnValidator, validateBearer, validateSameAppInstance } from "./arnValidators";
import { appInstanceOf } from "./chimeArn";
import { describeChannel, parseChannelId, type ChannelRef } from "./channelId";
import { parseChimeArn } from "./chimeArn";
import { CHANNEL_BAN_ID, formatMemberId } from "./memberIds";
import { requiredBearer } from "./requiredBearer";

/** What all kinds of memberships of channels share: the parent, and the bearer of every call. */
export const IN_CHANNEL = {
  parentProperties: ["channelArn"],
  bearerProperties: ["chimeBearer"],
  parentOf: (props: Properties): ChannelRef => ({
    ...requiredStrings(props, ["channelArn"]),
    ...requiredBearer(props),
  }),
  describe: describeChannel,
  formatParentId: ({ channelArn }: ChannelRef): string => channelArn,
  endsWith: ({ channelArn }: ChannelRef, memberArn: string): string[] => [
    channelArn,
    memberArn,
    appInstanceOf(channelArn),
  ],
  validateTogether,
};

/** A banned user is no member and no moderator. */
export const EXCLUDES_BAN = {
  excludes: ({ channelArn: parentArn }: ChannelRef, memberArn: string): Exclusion => ({
    ids: [formatMemberId(CHANNEL_BAN_ID, { parentArn, memberArn })],
    what: "bans it from the channel",
  }),
};

/** What those share that a roster can manage. */
export const IN_ROSTER = {
  hasRosters: true,
  parseParentId: (id: string): Properties => ({ channelArn: parseChannelId(id) }),
  isBearer: ({ chimeBearer }: ChannelRef, memberArn: string): boolean => memberArn === chimeBearer,
} as const;

/** The last part of the ARN of a channel. */
export function shortName({ channelArn }: ChannelRef): string {
  return parseChimeArn(channelArn)?.id ?? channelArn;
}

/** The validators of their inputs. */
export function validatorsInChannel(memberProperty: string): Record<string, Validator> {
  return {
    channelArn: arnValidator("channel"),
    [memberProperty]: arnValidator("user", "bot"),
    chimeBearer: validateBearer,
  };
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
