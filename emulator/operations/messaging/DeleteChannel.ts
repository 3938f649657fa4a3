import { canChangeChannel } from "./permissions";
import { arnOf } from "../sdkConstraints";
import { operation } from "../operation";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannel.html */
export const DeleteChannel = operation({
  name: "DeleteChannel",
  http: { method: "DELETE", path: "/channels/{ChannelArn}", status: 204 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
  }),

  run: (input, context) => {
    const access = accessChannel(context, input, "no NotFound");
    requirePermission(canChangeChannel(access), "delete this channel");
    // Also deletes its memberships.
    return { written: access.instance.channels.delete(access.channel.arn) };
  },
});
