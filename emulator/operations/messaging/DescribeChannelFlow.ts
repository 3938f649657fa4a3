import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";
import { findChannelFlow } from "./findChannelFlow";
import { channelFlow } from "./messagingShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelFlow.html */
export const DescribeChannelFlow = operation({
  name: "DescribeChannelFlow",
  http: { method: "GET", path: "/channel-flows/{ChannelFlowArn}", status: 200 },

  validate: (request) => arnOf(request.labels["ChannelFlowArn"], "ChannelFlowArn", "channel-flow"),

  run: (arn, context) => ({
    output: { ChannelFlow: channelFlow(findChannelFlow(context, arn).flow) },
    written: false,
  }),
});
