import { ErrorCode } from "@aws-sdk/client-chime-sdk-messaging";
import * as fc from "fast-check";

import type { EmulatorOptions } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import { parseChannelId } from "../../../provider/schema/channels/channelId";
import { parseChannelMembershipId } from "../../../provider/schema/channels/channelMembershipId";
import type { Family } from "../model/resourceFamily";
import { ChannelsWorld } from "./channelsFixture";

/** Channels and their members: `Channel`, `ChannelMembership` and `ChannelRoster`. */
export const channels: Family = {
  name: "channels",
  kinds: { parent: "Channel", membership: "ChannelMembership", roster: "ChannelRoster" },
  properties: { parent: "channelArn", member: "memberArn", role: "type" },
  roles: ["DEFAULT", "HIDDEN"],
  confirmed: { parent: "channelArn", membership: "invitedByArn" },
  choosesIds: true,
  idOf: ({ channelArn }, memberArn) => `${String(channelArn)},${memberArn}`,
  parentOf: parseChannelId,
  membershipOf: (id) => {
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
    believing: [
      "DeleteChannel",
      "DeleteChannelMembership",
      "DescribeChannel",
      "DescribeChannelMembership",
      "ListChannelMemberships",
    ],
    batch: "BatchCreateChannelMembership",
    errorCodes: Object.values(ErrorCode),
    about: (memberArn) => ({ memberArn }),
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
  // Sequences share a process, and would wait for one another.
  settings: { "chime:callsPerSecond": "1000" },
  excuse: (message, { isParentGone }) => {
    if (/ConflictException|exists already/.test(message)) return "somebody is a member already";
    if (isParentGone && /NotFoundException|ForbiddenException|There is no channel/.test(message)) {
      return "the channel is gone";
    }
    return undefined;
  },

  open: (service: HostedEmulator, appInstanceId: string, options: EmulatorOptions) =>
    new ChannelsWorld(service, appInstanceId, options),
};
