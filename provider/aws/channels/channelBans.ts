import {
  CreateChannelBanCommand,
  DeleteChannelBanCommand,
  DescribeChannelBanCommand,
  ListChannelBansCommand,
  type ChimeSDKMessagingClient,
} from "@aws-sdk/client-chime-sdk-messaging";

import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import { ACCESS_ADVICE } from "./channelAdvice";
import { channelParams } from "./channelParams";
import { identitiesIn, type MembershipCalls } from "./membershipCalls";

const CANNOT_BE_BANNED =
  "Amazon Chime bans neither administrators of the app instance nor moderators of the channel: remove these rights in an " +
  "update of its own. Otherwise, grant the IAM permission chime:{operation} on the channel and the chimeBearer, and make " +
  "the bearer an app instance admin or a channel moderator.";

/** The Amazon Chime SDK messaging operations on bans from channels. */
export const CHANNEL_BAN_CALLS: MembershipCalls<ChannelRef, ChimeSDKMessagingClient> = {
  advice: ACCESS_ADVICE,
  roles: [""],
  attribute: "createdByArn",
  listIsComplete: true,
  create: {
    operation: "CreateChannelBan",
    purpose: (channel, { memberId }) => `ban ${memberId} from ${describeChannel(channel)}`,
    advice: { forbidden: CANNOT_BE_BANNED },
    ifOutcomeUnknown: "The user may have been banned anyway; the next `pulumi up` completes it.",
    send: async (client, channel, { memberId }, options) => {
      const params = { ...channelParams(channel), MemberArn: memberId };
      const reply = await client.send(new CreateChannelBanCommand(params), options);
      return { $metadata: reply.$metadata, memberArn: reply.Member?.Arn };
    },
  },
  describe: {
    operation: "DescribeChannelBan",
    purpose: (channel, memberId) => `read the ban of ${memberId} from ${describeChannel(channel)}`,
    send: async (client, channel, memberId, options) => {
      const params = { ...channelParams(channel), MemberArn: memberId };
      const reply = await client.send(new DescribeChannelBanCommand(params), options);
      const { Member, CreatedBy, CreatedTimestamp } = reply.ChannelBan ?? {};
      return {
        $metadata: reply.$metadata,
        memberArn: Member?.Arn,
        role: "",
        attribute: CreatedBy?.Arn ?? channel.chimeBearer,
        createdAt: CreatedTimestamp,
      };
    },
  },
  remove: {
    operation: "DeleteChannelBan",
    purpose: (channel, memberId) => `remove the ban of ${memberId} from ${describeChannel(channel)}`,
    consequence: "The ban stays in the Pulumi state until a deployment removes it.",
    send: (client, channel, memberId, options) => {
      const params = { ...channelParams(channel), MemberArn: memberId };
      return client.send(new DeleteChannelBanCommand(params), options);
    },
  },
  list: {
    operation: "ListChannelBans",
    purpose: (channel) => `read the bans from ${describeChannel(channel)}`,
    send: async (client, channel, { params: page }, options) => {
      const params = { ...channelParams(channel), ...page };
      const reply = await client.send(new ListChannelBansCommand(params), options);
      return {
        $metadata: reply.$metadata,
        members: identitiesIn(reply.ChannelBans, "Member"),
        nextToken: reply.NextToken,
      };
    },
  },
};
