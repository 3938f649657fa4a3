import {
  CreateChannelModeratorCommand,
  DeleteChannelModeratorCommand,
  DescribeChannelModeratorCommand,
  ListChannelModeratorsCommand,
  type ChimeSDKMessagingClient,
} from "@aws-sdk/client-chime-sdk-messaging";

import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import { ACCESS_ADVICE } from "./channelAdvice";
import { channelParams } from "./channelParams";
import { identitiesIn, type MembershipCalls } from "./membershipCalls";

/** The Amazon Chime SDK messaging operations on moderators of channels. */
export const CHANNEL_MODERATOR_CALLS: MembershipCalls<ChannelRef, ChimeSDKMessagingClient> = {
  advice: ACCESS_ADVICE,
  roles: [""],
  attribute: "createdByArn",
  listIsComplete: true,
  create: {
    operation: "CreateChannelModerator",
    purpose: (channel, { memberId }) => `make ${memberId} a moderator of ${describeChannel(channel)}`,
    ifOutcomeUnknown: "The moderator may have been added anyway; the next `pulumi up` completes it.",
    send: async (client, channel, { memberId }, options) => {
      const params = { ...channelParams(channel), ChannelModeratorArn: memberId };
      const reply = await client.send(new CreateChannelModeratorCommand(params), options);
      return { $metadata: reply.$metadata, memberArn: reply.ChannelModerator?.Arn };
    },
  },
  describe: {
    operation: "DescribeChannelModerator",
    purpose: (channel, memberId) => `read moderator ${memberId} of ${describeChannel(channel)}`,
    send: async (client, channel, memberId, options) => {
      const params = { ...channelParams(channel), ChannelModeratorArn: memberId };
      const reply = await client.send(new DescribeChannelModeratorCommand(params), options);
      const { Moderator, CreatedBy, CreatedTimestamp } = reply.ChannelModerator ?? {};
      return {
        $metadata: reply.$metadata,
        memberArn: Moderator?.Arn,
        role: "",
        attribute: CreatedBy?.Arn ?? channel.chimeBearer,
        createdAt: CreatedTimestamp,
      };
    },
  },
  remove: {
    operation: "DeleteChannelModerator",
    purpose: (channel, memberId) => `remove moderator ${memberId} from ${describeChannel(channel)}`,
    consequence: "The moderator stays in the Pulumi state until a deployment removes it.",
    send: (client, channel, memberId, options) => {
      const params = { ...channelParams(channel), ChannelModeratorArn: memberId };
      return client.send(new DeleteChannelModeratorCommand(params), options);
    },
  },
  list: {
    operation: "ListChannelModerators",
    purpose: (channel) => `read the moderators of ${describeChannel(channel)}`,
    send: async (client, channel, { params: page }, options) => {
      const params = { ...channelParams(channel), ...page };
      const reply = await client.send(new ListChannelModeratorsCommand(params), options);
      return {
        $metadata: reply.$metadata,
        members: identitiesIn(reply.ChannelModerators, "Moderator"),
        nextToken: reply.NextToken,
      };
    },
  },
};
