import { arnOf, metadata, userName } from "../sdkConstraints";
import { operation } from "../operation";
import { fields, required } from "../requestFields";
import { findAppInstanceUser } from "../findAppInstance";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstanceUser.html */
export const UpdateAppInstanceUser = operation({
  name: "UpdateAppInstanceUser",
  http: { method: "PUT", path: "/app-instance-users/{AppInstanceUserArn}", status: 200 },

  validate: (request) => {
    const body = fields(request);
    return {
      arn: arnOf(request.labels["AppInstanceUserArn"], "AppInstanceUserArn", "user"),
      changes: {
        name: userName(body["Name"], "Name"),
        metadata: required(metadata(body["Metadata"]), "Metadata"),
      },
    };
  },

  run: ({ arn, changes }, context) => {
    const { user } = findAppInstanceUser(context, arn);
    context.appInstances.update(user, changes);
    return { output: { AppInstanceUserArn: user.arn }, written: true };
  },
});
