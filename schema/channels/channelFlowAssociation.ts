import type { ResourceSpec } from "../model";
import { settingNotes } from "../notes";
import {
  adoptExistingInput,
  BEARER_OUTPUT,
  bearerInput,
  CHANNEL,
  CHANNEL_ARN,
  CHANNEL_ARN_OUTPUT,
  CHANNEL_FLOW,
  DEPLOYER,
  DEPLOYMENT_USER,
} from "./shared";

const STATE = { channelArn: CHANNEL, channelFlowArn: CHANNEL_FLOW, chimeBearer: DEPLOYER };

export const CHANNEL_FLOW_ASSOCIATION: ResourceSpec = {
  name: "ChannelFlowAssociation",
  service: "channels",
  noun: "association",
  description: "The channel flow of a channel, whose processors receive each message before the members do.",
  example: `import * as pulumi from "@pulumi/pulumi";
${DEPLOYMENT_USER.trimStart()}const chimeBearer = deployer.appInstanceUserArn;
const { channelArn } = new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer });

// Such as an output of another stack, or of a resource of another provider.
const channelFlowArn = new pulumi.Config().require("channelFlowArn");
new chime.ChannelFlowAssociation("launch", { channelArn, channelFlowArn, chimeBearer });
`,
  inputProperties: {
    channelArn: CHANNEL_ARN,
    channelFlowArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the channel flow, of the same app instance as the channel.",
    },
    chimeBearer: bearerInput(),
    adoptExisting: adoptExistingInput("an association"),
  },
  exampleInputs: { channelArn: CHANNEL, channelFlowArn: CHANNEL_FLOW, chimeBearer: DEPLOYER },
  properties: {
    channelArn: CHANNEL_ARN_OUTPUT,
    channelFlowArn: { type: "string", required: true, description: "The ARN of the channel flow." },
    chimeBearer: BEARER_OUTPUT,
  },
  id: { description: "`channelArn,flow`", example: `${CHANNEL},flow` },
  stateInputs: { chimeBearer: DEPLOYER },
  import: { inputs: STATE, outputs: STATE },
  operations: [
    "AssociateChannelFlow",
    "DescribeChannel",
    "DisassociateChannelFlow",
    "ListChannels",
    "ListAppInstances",
  ],
  notes: [
    [
      "Channel flows",
      "This package does not create channel flows. Create one with the AWS CLI (`aws chime-sdk-messaging " +
        "create-channel-flow`) or with CloudFormation (`AWS::Chime::ChannelFlow`): [channel " +
        "flows](https://docs.aws.amazon.com/chime-sdk/latest/dg/using-channel-flows.html).",
    ],
    [
      "Another channel flow",
      "A channel has one channel flow at most, and Amazon Chime cannot exchange it. So Pulumi replaces the " +
        "association, and disassociates the old channel flow first. Messages that are sent before the new one " +
        "is associated are not processed. If associating it fails, the channel has no channel flow, and the " +
        "next `pulumi up` associates the one that the program then declares. With `adoptExisting`, only the " +
        "same channel flow is adopted.",
    ],
    ...settingNotes({
      noun: "association",
      article: "an",
      parent: "channel",
      removal: "disassociates the channel flow. It does not delete the channel flow",
    }),
  ],
};
