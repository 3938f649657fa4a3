import type { ResourceSpec } from "../model";
import { membershipNotes } from "../notes";
import {
  ADA,
  BEARER_OUTPUT,
  bearerInput,
  CHANNEL,
  CHANNEL_ARN,
  CHANNEL_ARN_OUTPUT,
  CHANNEL_IMPORT,
  DEPLOYER,
  MEMBER_ARN,
  TYPE,
  USERS,
} from "./shared";

export const CHANNEL_MEMBERSHIP: ResourceSpec = {
  name: "ChannelMembership",
  service: "channels",
  noun: "membership",
  description: "The membership of one user or bot in one channel of Amazon Chime SDK messaging.",
  example: `${USERS}
new chime.ChannelMembership("ada", { channelArn, chimeBearer, memberArn: ada });
`,
  inputProperties: {
    channelArn: CHANNEL_ARN,
    memberArn: MEMBER_ARN,
    type: {
      ...TYPE,
      default: "DEFAULT",
      replaceOnChanges: true,
      description: "Whether the other members see the member.",
      change: "Amazon Chime cannot change it, so that a change removes the member and adds it again.",
    },
    chimeBearer: bearerInput(),
    adoptExisting: {
      type: "boolean",
      description:
        "Whether to adopt a membership that exists already, created by somebody else or by an " +
        "interrupted deployment, and give it this type.",
      defaultDescription:
        "the setting `chime:adoptExisting`, else `false`: creating a membership that exists fails",
      change: "A change does not affect an existing membership.",
    },
  },
  exampleInputs: { channelArn: CHANNEL, memberArn: ADA, chimeBearer: DEPLOYER },
  properties: {
    channelArn: CHANNEL_ARN_OUTPUT,
    memberArn: { type: "string", required: true, description: "The ARN of the user or bot." },
    type: { ...TYPE, required: true, description: "Whether the other members see the member." },
    chimeBearer: BEARER_OUTPUT,
    invitedByArn: { type: "string", description: "The ARN of the user or bot that invited the member." },
  },
  id: { description: "`channelArn,memberArn`", example: `${CHANNEL},${ADA}` },
  stateInputs: { chimeBearer: DEPLOYER },
  import: { command: CHANNEL_IMPORT },
  operations: [
    "CreateChannelMembership",
    "DescribeChannelMembership",
    "DeleteChannelMembership",
    "ListChannelMemberships",
    "ListChannels",
    "ListAppInstances",
  ],
  notes: [
    [
      "Bearer",
      "Every call about a channel is made as a user or bot of the app instance. A change of " +
        "`chimeBearer` reads the membership with the new bearer, so it fails if that bearer does not " +
        "exist. It does not show whether the bearer may remove the member. If the bearer in the state no " +
        "longer exists, [set another one](../guides/settings.md#for-channels).",
    ],
    ...membershipNotes({ parent: "channel", role: "type" }),
  ],
};
