import { ApiError, conflict } from "../../http/errors";
import { findAppInstance } from "../findAppInstance";
import { createdBefore } from "../idempotency";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf, optionalTags, requestToken, resourceName } from "../sdkConstraints";
import { checkProcessorQuota, processorList } from "./processors";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelFlow.html */
export const CreateChannelFlow = operation({
  name: "CreateChannelFlow",
  http: { method: "POST", path: "/channel-flows", status: 201 },

  validate: (received) => {
    const body = fields(received);
    const content = {
      appInstanceArn: arnOf(body["AppInstanceArn"], "AppInstanceArn", undefined),
      name: resourceName(body["Name"], "Name"),
      processors: processorList(body["Processors"]),
      tags: optionalTags(body["Tags"]),
    };
    return { ...content, request: { token: requestToken(body), content: JSON.stringify(content) } };
  },

  run: (input, context) => {
    const { appInstances, quotas } = context;
    const instance = findAppInstance(context, input.appInstanceArn);
    const { channelFlows } = instance;
    const existing = createdBefore(channelFlows.values(), input.request, conflict);
    if (existing !== undefined) return { output: { ChannelFlowArn: existing.arn }, written: false };
    checkProcessorQuota(input.processors, quotas.processorsPerChannelFlow);
    if (channelFlows.size >= quotas.channelFlowsPerAppInstance) {
      throw new ApiError(
        "ResourceLimitExceededException",
        "The app instance has the maximum number of channel flows.",
      );
    }
    const { arn } = appInstances.addChannelFlow(instance, input);
    return { output: { ChannelFlowArn: arn }, written: true };
  },
});
