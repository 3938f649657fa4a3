import {
  CreateAppInstanceAdminCommand,
  DeleteAppInstanceAdminCommand,
  DescribeAppInstanceAdminCommand,
  ListAppInstanceAdminsCommand,
  type ChimeSDKIdentityClient,
} from "@aws-sdk/client-chime-sdk-identity";

import type { AppInstanceKey } from "../../schema/channels/appInstanceSchema";
import { ADMIN_ADVICE } from "./channelAdvice";
import { identitiesIn, type MembershipCalls } from "./membershipCalls";

/** The Amazon Chime SDK identity operations on administrators of app instances. */
export const APP_INSTANCE_ADMIN_CALLS: MembershipCalls<AppInstanceKey, ChimeSDKIdentityClient> = {
  advice: ADMIN_ADVICE,
  roles: [""],
  attribute: "createdTimestamp",
  listIsComplete: true,
  create: {
    operation: "CreateAppInstanceAdmin",
    purpose: ({ appInstanceArn }, { memberId }) =>
      `make ${memberId} an administrator of app instance ${appInstanceArn}`,
    ifOutcomeUnknown: "The administrator may have been added anyway; the next `pulumi up` completes it.",
    send: async (client, { appInstanceArn }, { memberId }, options) => {
      const params = { AppInstanceArn: appInstanceArn, AppInstanceAdminArn: memberId };
      const reply = await client.send(new CreateAppInstanceAdminCommand(params), options);
      return { $metadata: reply.$metadata, memberArn: reply.AppInstanceAdmin?.Arn };
    },
  },
  // The API declares no NotFoundException for the operation.
  describe: {
    operation: "DescribeAppInstanceAdmin",
    purpose: ({ appInstanceArn }, memberId) =>
      `read administrator ${memberId} of app instance ${appInstanceArn}`,
    send: async (client, { appInstanceArn }, memberId, options) => {
      const params = { AppInstanceArn: appInstanceArn, AppInstanceAdminArn: memberId };
      const reply = await client.send(new DescribeAppInstanceAdminCommand(params), options);
      const { Admin, CreatedTimestamp } = reply.AppInstanceAdmin ?? {};
      return {
        $metadata: reply.$metadata,
        memberArn: Admin?.Arn,
        role: "",
        // Not toISOString(), which throws for a time that is none.
        attribute: CreatedTimestamp?.toJSON(),
        createdAt: CreatedTimestamp,
      };
    },
  },
  remove: {
    operation: "DeleteAppInstanceAdmin",
    purpose: ({ appInstanceArn }, memberId) =>
      `remove administrator ${memberId} from app instance ${appInstanceArn}`,
    consequence: "The administrator stays in the Pulumi state until a deployment removes it.",
    send: (client, { appInstanceArn }, memberId, options) => {
      const params = { AppInstanceArn: appInstanceArn, AppInstanceAdminArn: memberId };
      return client.send(new DeleteAppInstanceAdminCommand(params), options);
    },
  },
  list: {
    operation: "ListAppInstanceAdmins",
    purpose: ({ appInstanceArn }) => `read the administrators of app instance ${appInstanceArn}`,
    send: async (client, { appInstanceArn }, { params: page }, options) => {
      const params = { AppInstanceArn: appInstanceArn, ...page };
      const reply = await client.send(new ListAppInstanceAdminsCommand(params), options);
      return {
        $metadata: reply.$metadata,
        members: identitiesIn(reply.AppInstanceAdmins, "Admin"),
        nextToken: reply.NextToken,
      };
    },
  },
};
