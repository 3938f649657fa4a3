import { missingResource } from "../missingResource";
import { operation } from "../operation";
import { arnOf } from "../sdkConstraints";
import { accessChannel, bearerOf, requirePermission } from "./channelAccess";
import { canChangeChannel } from "./permissions";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DisassociateChannelFlow.html */
export const DisassociateChannelFlow = operation({
  name: "DisassociateChannelFlow",
  http: { method: "DELETE", path: "/channels/{ChannelArn}/channel-flow/{ChannelFlowArn}", status: 204 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    flowArn: arnOf(request.labels["ChannelFlowArn"], "ChannelFlowArn", "channel-flow"),
  }),

  run: ({ flowArn, ...input }, context) => {
    const access = accessChannel(context, input, "NotFound");
    requirePermission(canChangeChannel(access), "disassociate a channel flow from this channel");
    if (access.channel.flowArn !== flowArn) {
      throw missingResource(context.rules, "association with the channel flow", "NotFound");
    }
    context.appInstances.update(access.channel, { flowArn: undefined });
    return { written: true };
  },
});
