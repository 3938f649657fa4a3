import { findAppInstanceUser } from "../findAppInstance";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf, expiration } from "../sdkConstraints";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_PutAppInstanceUserExpirationSettings.html */
export const PutAppInstanceUserExpirationSettings = operation({
  name: "PutAppInstanceUserExpirationSettings",
  http: { method: "PUT", path: "/app-instance-users/{AppInstanceUserArn}/expiration-settings", status: 200 },

  validate: (request) => ({
    arn: arnOf(request.labels["AppInstanceUserArn"], "AppInstanceUserArn", "user"),
    // Settings that are absent are removed.
    settings: expiration(fields(request)["ExpirationSettings"], ["CREATED_TIMESTAMP"]),
  }),

  run: ({ arn, settings }, context) => {
    context.appInstances.update(findAppInstanceUser(context, arn).user, { expiration: settings });
    return { output: { AppInstanceUserArn: arn, ExpirationSettings: settings }, written: true };
  },
});
