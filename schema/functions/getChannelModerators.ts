import { CHANNEL, DEPLOYER } from "../channels/shared";
import type { FunctionSpec } from "../model";
import { afterResource, bearerArgument, ERRORS, PEOPLE, PERSONAL_DATA } from "./shared";

export const GET_CHANNEL_MODERATORS: FunctionSpec = {
  name: "getChannelModerators",
  description: "Returns all moderators of a channel, whoever added them.",
  example: `
import * as chime from "pulumi-chime";

const { channelModeratorArns } = chime.getChannelModeratorsOutput({
  channelArn: "${CHANNEL}",
  chimeBearer: "${DEPLOYER}",
});

export const moderators = channelModeratorArns;
`,
  inputs: {
    channelArn: { type: "string", required: true, description: "The ARN of the channel." },
    chimeBearer: bearerArgument(": an administrator of the app instance or a moderator of the channel"),
  },
  exampleInputs: { channelArn: CHANNEL, chimeBearer: DEPLOYER },
  outputs: {
    channelArn: { type: "string", required: true, description: "The channel, as in the arguments." },
    channelModeratorArns: {
      type: "array",
      items: { type: "string" },
      required: true,
      description: "The ARNs of all moderators, sorted.",
    },
    people: PEOPLE,
  },
  operations: ["ListChannelModerators"],
  notes: [PERSONAL_DATA, afterResource("channelArn", "moderator"), ERRORS],
};
