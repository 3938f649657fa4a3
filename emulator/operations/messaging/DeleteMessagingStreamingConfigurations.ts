import { findAppInstance } from "../findAppInstance";
import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteMessagingStreamingConfigurations.html */
export const DeleteMessagingStreamingConfigurations = operation({
  name: "DeleteMessagingStreamingConfigurations",
  http: { method: "DELETE", path: "/app-instances/{AppInstanceArn}/streaming-configurations", status: 204 },

  validate: (request) => arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),

  run: (arn, context) => {
    const instance = findAppInstance(context, arn);
    const written = instance.streaming !== undefined;
    if (written) context.appInstances.update(instance, { streaming: undefined });
    return { written };
  },
});
