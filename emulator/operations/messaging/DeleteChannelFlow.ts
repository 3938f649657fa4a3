import { conflict } from "../../http/errors";
import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";
import { channelsWith, findChannelFlow } from "./findChannelFlow";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelFlow.html */
export const DeleteChannelFlow = operation({
  name: "DeleteChannelFlow",
  http: { method: "DELETE", path: "/channel-flows/{ChannelFlowArn}", status: 204 },

  validate: (request) => arnOf(request.labels["ChannelFlowArn"], "ChannelFlowArn", "channel-flow"),

  run: (arn, context) => {
    const { instance } = findChannelFlow(context, arn);
    if (channelsWith(instance, arn).length > 0) {
      throw conflict("The channel flow is associated with a channel. Disassociate it first.");
    }
    return { written: instance.channelFlows.delete(arn) };
  },
});
