import { maySeeChannel } from "../../store/messaging/roles";
import { arnOf } from "../constraints";
import { operation } from "../operation";
import { bearer, channelOf, demand } from "./place";
import { channel } from "./shapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannel.html */
export const DescribeChannel = operation({
  name: "DescribeChannel",
  http: { method: "GET", path: "/channels/{ChannelArn}", status: 200 },

  validate: (request) => ({
    bearer: bearer(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
  }),

  run: (input, context) => {
    const scene = channelOf(context, input, "no NotFound");
    demand(maySeeChannel(scene, context.rules.privateChannelDetails), "see this private channel");
    return { output: { Channel: channel(scene.instance, scene.channel) }, written: false };
  },
});
