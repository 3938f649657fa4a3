import { ADA, DEPLOYER } from "../channels/shared";
import { ref, type FunctionSpec } from "../model";
import { APP_INSTANCE_USER_ARN, BEARER_OF_USER, ERRORS, OF_A_USER, USER_OUTPUT } from "./shared";

export const GET_APP_INSTANCE_USER_MODERATED_CHANNELS: FunctionSpec = {
  name: "getAppInstanceUserModeratedChannels",
  description:
    "Returns all channels that a user or bot of an app instance moderates, whoever made it a moderator.",
  example: `
import * as chime from "pulumi-chime";

const { channels } = chime.getAppInstanceUserModeratedChannelsOutput({
  appInstanceUserArn: "${ADA}",
  chimeBearer: "${DEPLOYER}",
});

export const names = channels.apply((all) => all.map(({ name }) => name));
`,
  inputs: { appInstanceUserArn: APP_INSTANCE_USER_ARN, chimeBearer: BEARER_OF_USER },
  exampleInputs: { appInstanceUserArn: ADA, chimeBearer: DEPLOYER },
  outputs: {
    appInstanceUserArn: USER_OUTPUT,
    channels: {
      type: "array",
      items: ref("GetAppInstanceUserModeratedChannelsChannel"),
      required: true,
      description: "The channels, sorted by ARN.",
    },
  },
  operations: ["ListChannelsModeratedByAppInstanceUser"],
  notes: [OF_A_USER, ERRORS],
};
