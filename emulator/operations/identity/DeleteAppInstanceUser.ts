import { arnOf } from "../constraints";
import { operation } from "../operation";
import { userOf } from "./place";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceUser.html */
export const DeleteAppInstanceUser = operation({
  name: "DeleteAppInstanceUser",
  http: { method: "DELETE", path: "/app-instance-users/{AppInstanceUserArn}", status: 204 },

  validate: (request) => arnOf(request.labels["AppInstanceUserArn"], "AppInstanceUserArn", "user"),

  // Nobody can be a member who does not exist, so the memberships go too.
  run: (arn, context) => {
    const { instance } = userOf(context, arn);
    return { written: context.appInstances.removeParticipant(instance, arn) };
  },
});
