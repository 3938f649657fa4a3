import { CHANNEL, DEPLOYER } from "../channels/shared";
import type { FunctionSpec } from "../model";
import { afterResource, bearerArgument, ERRORS, PEOPLE, PERSONAL_DATA } from "./shared";

export const GET_CHANNEL_BANS: FunctionSpec = {
  name: "getChannelBans",
  description: "Returns all bans from a channel, whoever made them.",
  example: `
import * as chime from "pulumi-chime";

const { memberArns } = chime.getChannelBansOutput({
  channelArn: "${CHANNEL}",
  chimeBearer: "${DEPLOYER}",
});

export const banned = memberArns;
`,
  inputs: {
    channelArn: { type: "string", required: true, description: "The ARN of the channel." },
    chimeBearer: bearerArgument(": an administrator of the app instance or a moderator of the channel"),
  },
  exampleInputs: { channelArn: CHANNEL, chimeBearer: DEPLOYER },
  outputs: {
    channelArn: { type: "string", required: true, description: "The channel, as in the arguments." },
    memberArns: {
      type: "array",
      items: { type: "string" },
      required: true,
      description: "The ARNs of all users and bots that are banned, sorted.",
    },
    people: PEOPLE,
  },
  operations: ["ListChannelBans"],
  notes: [PERSONAL_DATA, afterResource("channelArn", "ban"), ERRORS],
};
