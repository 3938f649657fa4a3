import { ErrorCode } from "@aws-sdk/client-chime-sdk-messaging";
import * as fc from "fast-check";

import { parseChannelId } from "../../../provider/schema/channels/channelId";
import { parseChannelMembershipId } from "../../../provider/schema/channels/channelMembershipId";
import type { ResourceFamily } from "../model/resourceFamily";
import { ChannelsFixture } from "./channelsFixture";

/** Channels and their members: `Channel`, `ChannelMembership` and `ChannelRoster`. */
export const channels: ResourceFamily = {
  name: "channels",
  kinds: { parent: "Channel", membership: "ChannelMembership", roster: "ChannelRoster" },
  properties: { parent: "channelArn", member: "memberArn", role: "type" },
  roles: ["DEFAULT", "HIDDEN"],
  successOutput: { parent: "channelArn", membership: "invitedByArn" },
  allowsChosenIds: true,
  formatMembershipId: ({ channelArn }, memberArn) => `${String(channelArn)},${memberArn}`,
  parseParentId: parseChannelId,
  parseMembershipId: (id) => {
    const { channelArn, memberArn } = parseChannelMembershipId(id);
    return { parentId: channelArn, memberId: memberArn };
  },

  writes: {
    BatchCreateChannelMembership: "create",
    CreateChannel: "create",
    CreateChannelMembership: "create",
    DeleteChannel: "delete",
    DeleteChannelMembership: "delete",
    UpdateChannel: "update",
  },
  subjectOf: ({ channelArn, memberArn, memberArns }) => ({
    parentId: channelArn,
    memberIds: memberArn === undefined ? memberArns : [memberArn],
  }),
  faults: {
    reads: ["DescribeChannel", "DescribeChannelMembership", "ListChannelMemberships", "ListChannels"],
    trustedNotFound: [
      "DeleteChannel",
      "DeleteChannelMembership",
      "DescribeChannel",
      "DescribeChannelMembership",
      "ListChannelMemberships",
    ],
    batchOperation: "BatchCreateChannelMembership",
    errorCodes: Object.values(ErrorCode),
    matchMember: (memberArn) => ({ memberArn }),
  },
  rules: fc.record({
    existingChannelMember: fc.constantFrom("conflict" as const, "created" as const),
    existingChannelMemberInBatch: fc.constantFrom("error" as const, "member" as const),
    missingChannelMember: fc.constantFrom(
      "notFound" as const,
      "noContent" as const,
      "conflict" as const,
      "forbidden" as const,
    ),
    missingResource: fc.constantFrom("asDeclared" as const, "notFound" as const, "forbidden" as const),
    channelCreator: fc.constantFrom("moderatorAndMember" as const, "moderator" as const),
  }),
  // A high rate, because sequences share a process and its rate limit.
  settings: { "chime:callsPerSecond": "1000" },
  isExpectedFailure: (message, { isParentGone }) => {
    const isAlreadyMember = /ConflictException|exists already/.test(message);
    const isChannelGone =
      isParentGone && /NotFoundException|ForbiddenException|There is no channel/.test(message);
    return isAlreadyMember || isChannelGone;
  },

  openFixture: (emulator, appInstanceId, options) => new ChannelsFixture(emulator, appInstanceId, options),
};
