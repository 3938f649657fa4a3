import {
  AssociateChannelFlowCommand,
  DescribeChannelCommand,
  DisassociateChannelFlowCommand,
  type Channel,
  type ChimeSDKMessagingClient,
} from "@aws-sdk/client-chime-sdk-messaging";

import type {
  ChannelFlowAssociationInputs,
  ChannelFlowAssociationKey,
} from "../../schema/channels/channelFlowAssociationSchema";
import { describeChannel } from "../../schema/channels/channelId";
import { parseChimeArn } from "../../schema/channels/chimeArn";
import { FLOW_ADVICE } from "./channelAdvice";
import { channelParams } from "./channelParams";
import type { SettingCalls } from "./settingCalls";

/** The Amazon Chime SDK messaging operations on the channel flow of a channel. */
export const CHANNEL_FLOW_CALLS: SettingCalls<
  ChannelFlowAssociationKey,
  ChannelFlowAssociationInputs,
  ChimeSDKMessagingClient
> = {
  advice: FLOW_ADVICE,
  get: {
    operation: "DescribeChannel",
    purpose: (channel) => `read the channel flow of ${describeChannel(channel)}`,
    send: async (client, channel, options) => {
      const reply = await client.send(new DescribeChannelCommand(channelParams(channel)), options);
      return { $metadata: reply.$metadata, values: valuesOf(channel, reply.Channel) };
    },
  },
  put: {
    operation: "AssociateChannelFlow",
    purpose: ({ channelFlowArn, ...channel }) =>
      `associate channel flow ${channelFlowArn} with ${describeChannel(channel)}`,
    ifOutcomeUnknown: "It may have been associated anyway; the next `pulumi up` completes it.",
    send: (client, { channelFlowArn, ...channel }, options) => {
      const params = { ...channelParams(channel), ChannelFlowArn: channelFlowArn };
      return client.send(new AssociateChannelFlowCommand(params), options);
    },
  },
  remove: {
    operation: "DisassociateChannelFlow",
    purpose: ({ channelFlowArn = "", ...channel }) =>
      `disassociate channel flow ${channelFlowArn} from ${describeChannel(channel)}`,
    consequence: "The association stays in the Pulumi state until a deployment removes it.",
    status: 204,
    send: (client, { channelFlowArn, ...channel }, options) => {
      const params = { ...channelParams(channel), ChannelFlowArn: channelFlowArn };
      return client.send(new DisassociateChannelFlowCommand(params), options);
    },
  },
};

function valuesOf(
  { channelArn }: ChannelFlowAssociationKey,
  channel: Channel | undefined,
): { channelFlowArn?: string } | undefined {
  const { ChannelArn: described, ChannelFlowArn: flow } = channel ?? {};
  if (described !== channelArn) return undefined;
  if (flow === undefined || (flow as unknown) === null) return {};
  return parseChimeArn(flow)?.kind === "channel-flow" ? { channelFlowArn: flow } : undefined;
}
