import { canDescribeChannel } from "./permissions";
import { arnOf } from "../sdkConstraints";
import { operation } from "../operation";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";
import { channel } from "./messagingShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannel.html */
export const DescribeChannel = operation({
  name: "DescribeChannel",
  http: { method: "GET", path: "/channels/{ChannelArn}", status: 200 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
  }),

  run: (input, context) => {
    const access = accessChannel(context, input, "no NotFound");
    requirePermission(
      canDescribeChannel(access, context.rules.privateChannelDetails),
      "describe this private channel",
    );
    return { output: { Channel: channel(access.instance, access.channel) }, written: false };
  },
});
