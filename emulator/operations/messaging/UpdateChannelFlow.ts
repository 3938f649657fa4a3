import { badRequest } from "../../http/errors";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf, resourceName } from "../sdkConstraints";
import { findChannelFlow } from "./findChannelFlow";
import { processorList } from "./processors";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_UpdateChannelFlow.html */
export const UpdateChannelFlow = operation({
  name: "UpdateChannelFlow",
  http: { method: "PUT", path: "/channel-flows/{ChannelFlowArn}", status: 200 },

  validate: (request) => {
    const body = fields(request);
    return {
      arn: arnOf(request.labels["ChannelFlowArn"], "ChannelFlowArn", "channel-flow"),
      changes: { name: resourceName(body["Name"], "Name"), processors: processorList(body["Processors"]) },
    };
  },

  run: ({ arn, changes }, context) => {
    const { flow } = findChannelFlow(context, arn);
    // Unlike CreateChannelFlow, this operation does not declare ResourceLimitExceededException.
    if (changes.processors.length > context.quotas.processorsPerChannelFlow) {
      throw badRequest("The channel flow has more than the maximum number of processors.");
    }
    context.appInstances.update(flow, changes);
    return { output: { ChannelFlowArn: arn }, written: true };
  },
});
