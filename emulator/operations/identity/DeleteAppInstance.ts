import { arnOf } from "../sdkConstraints";
import { operation } from "../operation";
import { findAppInstance } from "../findAppInstance";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstance.html */
export const DeleteAppInstance = operation({
  name: "DeleteAppInstance",
  http: { method: "DELETE", path: "/app-instances/{AppInstanceArn}", status: 204 },

  validate: (request) => arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),

  // The service deletes the users and channels asynchronously; the emulator deletes them before it replies.
  run: (arn, context) => ({ written: context.appInstances.remove(findAppInstance(context, arn)) }),
});
