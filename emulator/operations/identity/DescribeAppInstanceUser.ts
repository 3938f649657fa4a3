import { arnOf } from "../constraints";
import { operation } from "../operation";
import { userOf } from "./place";
import { appInstanceUser } from "./shapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceUser.html */
export const DescribeAppInstanceUser = operation({
  name: "DescribeAppInstanceUser",
  http: { method: "GET", path: "/app-instance-users/{AppInstanceUserArn}", status: 200 },

  validate: (request) => arnOf(request.labels["AppInstanceUserArn"], "AppInstanceUserArn", "user"),

  run: (arn, context) => ({
    output: { AppInstanceUser: appInstanceUser(userOf(context, arn).user) },
    written: false,
  }),
});
