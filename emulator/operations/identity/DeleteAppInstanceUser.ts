import { arnOf } from "../sdkConstraints";
import { operation } from "../operation";
import { findAppInstanceUser } from "../findAppInstance";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceUser.html */
export const DeleteAppInstanceUser = operation({
  name: "DeleteAppInstanceUser",
  http: { method: "DELETE", path: "/app-instance-users/{AppInstanceUserArn}", status: 204 },

  validate: (request) => arnOf(request.labels["AppInstanceUserArn"], "AppInstanceUserArn", "user"),

  // Also removes the memberships of the user.
  run: (arn, context) => {
    const { instance } = findAppInstanceUser(context, arn);
    return { written: context.appInstances.removeParticipant(instance, arn) };
  },
});
