import { conflict } from "../../http/errors";
import { missingResource } from "../missingResource";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf } from "../sdkConstraints";
import { accessChannel, bearerOf, requirePermission } from "./channelAccess";
import { canChangeChannel } from "./permissions";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_AssociateChannelFlow.html */
export const AssociateChannelFlow = operation({
  name: "AssociateChannelFlow",
  http: { method: "PUT", path: "/channels/{ChannelArn}/channel-flow", status: 200 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    flowArn: arnOf(fields(request)["ChannelFlowArn"], "ChannelFlowArn", "channel-flow"),
  }),

  run: ({ flowArn, ...input }, context) => {
    const { instance, channel, bearer } = accessChannel(context, input, "NotFound");
    requirePermission(
      canChangeChannel({ instance, channel, bearer }),
      "associate a channel flow with this channel",
    );
    if (!instance.channelFlows.has(flowArn)) throw missingResource(context.rules, "channel flow", "NotFound");
    // A channel has at most one: https://docs.aws.amazon.com/chime-sdk/latest/dg/associate-channel-flow.html
    if (channel.flowArn !== undefined && channel.flowArn !== flowArn) {
      throw conflict("The channel is associated with another channel flow.");
    }
    const written = channel.flowArn === undefined;
    if (written) context.appInstances.update(channel, { flowArn });
    return { written };
  },
});
