import { arnOf } from "../sdkConstraints";
import { operation } from "../operation";
import { findAppInstanceUser } from "../findAppInstance";
import { appInstanceUser } from "./identityShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceUser.html */
export const DescribeAppInstanceUser = operation({
  name: "DescribeAppInstanceUser",
  http: { method: "GET", path: "/app-instance-users/{AppInstanceUserArn}", status: 200 },

  validate: (request) => arnOf(request.labels["AppInstanceUserArn"], "AppInstanceUserArn", "user"),

  run: (arn, context) => ({
    output: { AppInstanceUser: appInstanceUser(findAppInstanceUser(context, arn).user) },
    written: false,
  }),
});
