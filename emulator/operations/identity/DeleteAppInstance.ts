import { arnOf } from "../constraints";
import { operation } from "../operation";
import { appInstanceOf } from "./place";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstance.html */
export const DeleteAppInstance = operation({
  name: "DeleteAppInstance",
  http: { method: "DELETE", path: "/app-instances/{AppInstanceArn}", status: 204 },

  validate: (request) => arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),

  // "and all associated data asynchronously": here users and channels are gone when it answers.
  run: (arn, context) => ({ written: context.appInstances.remove(appInstanceOf(context, arn)) }),
});
