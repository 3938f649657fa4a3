import { ADA, DEPLOYER } from "../channels/shared";
import { ref, type FunctionSpec } from "../model";
import { APP_INSTANCE_USER_ARN, BEARER_OF_USER, ERRORS, OF_A_USER, USER_OUTPUT } from "./shared";

export const GET_APP_INSTANCE_USER_MEMBERSHIPS: FunctionSpec = {
  name: "getAppInstanceUserMemberships",
  description:
    "Returns all channels of which a user or bot of an app instance is a member, whoever added it.",
  example: `
import * as chime from "pulumi-chime";

const { memberships } = chime.getAppInstanceUserMembershipsOutput({
  appInstanceUserArn: "${ADA}",
  chimeBearer: "${DEPLOYER}",
});

export const names = memberships.apply((all) => all.map(({ name }) => name));
`,
  inputs: { appInstanceUserArn: APP_INSTANCE_USER_ARN, chimeBearer: BEARER_OF_USER },
  exampleInputs: { appInstanceUserArn: ADA, chimeBearer: DEPLOYER },
  outputs: {
    appInstanceUserArn: USER_OUTPUT,
    memberships: {
      type: "array",
      items: ref("GetAppInstanceUserMembershipsMembership"),
      required: true,
      description: "The memberships, sorted by the ARN of the channel.",
    },
  },
  operations: ["ListChannelMembershipsForAppInstanceUser"],
  notes: [OF_A_USER, ERRORS],
};
