import { findAppInstance } from "../findAppInstance";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf } from "../sdkConstraints";
import { streamingConfigurations } from "./streamingConfigurations";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_PutMessagingStreamingConfigurations.html */
export const PutMessagingStreamingConfigurations = operation({
  name: "PutMessagingStreamingConfigurations",
  http: { method: "PUT", path: "/app-instances/{AppInstanceArn}/streaming-configurations", status: 200 },

  validate: (request) => ({
    arn: arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),
    streaming: streamingConfigurations(fields(request)["StreamingConfigurations"]),
  }),

  run: ({ arn, streaming }, context) => {
    context.appInstances.update(findAppInstance(context, arn, "NotFound"), { streaming });
    return { output: { StreamingConfigurations: streaming }, written: true };
  },
});
