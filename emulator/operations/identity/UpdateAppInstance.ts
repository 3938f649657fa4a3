import { arnOf, metadata, resourceName } from "../sdkConstraints";
import { operation } from "../operation";
import { fields, required } from "../requestFields";
import { findAppInstance } from "../findAppInstance";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstance.html */
export const UpdateAppInstance = operation({
  name: "UpdateAppInstance",
  http: { method: "PUT", path: "/app-instances/{AppInstanceArn}", status: 200 },

  validate: (request) => {
    const body = fields(request);
    return {
      arn: arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),
      changes: {
        name: resourceName(body["Name"], "Name"),
        metadata: required(metadata(body["Metadata"]), "Metadata"),
      },
    };
  },

  run: ({ arn, changes }, context) => {
    const instance = findAppInstance(context, arn);
    context.appInstances.update(instance, changes);
    return { output: { AppInstanceArn: instance.arn }, written: true };
  },
});
