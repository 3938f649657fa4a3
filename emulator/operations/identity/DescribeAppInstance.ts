import { arnOf } from "../sdkConstraints";
import { operation } from "../operation";
import { findAppInstance } from "../findAppInstance";
import { appInstance } from "./identityShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstance.html */
export const DescribeAppInstance = operation({
  name: "DescribeAppInstance",
  http: { method: "GET", path: "/app-instances/{AppInstanceArn}", status: 200 },

  validate: (request) => arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),

  run: (arn, context) => ({
    output: { AppInstance: appInstance(findAppInstance(context, arn)) },
    written: false,
  }),
});
