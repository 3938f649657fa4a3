import { ref, type FunctionSpec } from "../model";
import { CHANNEL, DEPLOYER } from "../channels/shared";
import { afterResource, bearerArgument, ERRORS, PEOPLE, PERSONAL_DATA } from "./shared";

export const GET_CHANNEL_MEMBERSHIPS: FunctionSpec = {
  name: "getChannelMemberships",
  description: "Returns all members of a channel of Amazon Chime SDK messaging, whoever added them.",
  example: `
import * as chime from "pulumi-chime";

const { memberships } = chime.getChannelMembershipsOutput({
  channelArn: "${CHANNEL}",
  chimeBearer: "${DEPLOYER}",
});

export const memberArns = memberships.apply((all) => all.map(({ memberArn }) => memberArn));
`,
  inputs: {
    channelArn: { type: "string", required: true, description: "The ARN of the channel." },
    chimeBearer: bearerArgument(
      ". Only administrators of the app instance and moderators of the channel see hidden members",
    ),
  },
  exampleInputs: { channelArn: CHANNEL, chimeBearer: DEPLOYER },
  outputs: {
    channelArn: { type: "string", required: true, description: "The channel, as in the arguments." },
    memberships: {
      type: "array",
      items: ref("GetChannelMembershipsMembership"),
      required: true,
      description: "All members, sorted by ARN.",
    },
    people: PEOPLE,
  },
  operations: ["ListChannelMemberships"],
  notes: [PERSONAL_DATA, afterResource("channelArn", "membership"), ERRORS],
};
