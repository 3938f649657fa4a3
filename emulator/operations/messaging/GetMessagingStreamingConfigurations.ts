import { notFound } from "../../http/errors";
import { findAppInstance } from "../findAppInstance";
import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_GetMessagingStreamingConfigurations.html */
export const GetMessagingStreamingConfigurations = operation({
  name: "GetMessagingStreamingConfigurations",
  http: { method: "GET", path: "/app-instances/{AppInstanceArn}/streaming-configurations", status: 200 },

  validate: (request) => arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),

  run: (arn, context) => {
    const { streaming } = findAppInstance(context, arn, "NotFound");
    if (streaming === undefined && context.rules.missingStreaming === "notFound") {
      throw notFound("streaming configuration");
    }
    return { output: { StreamingConfigurations: streaming ?? [] }, written: false };
  },
});
