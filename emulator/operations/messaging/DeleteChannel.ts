import { mayChangeChannel } from "../../store/messaging/roles";
import { arnOf } from "../constraints";
import { operation } from "../operation";
import { bearer, channelOf, demand } from "./place";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannel.html */
export const DeleteChannel = operation({
  name: "DeleteChannel",
  http: { method: "DELETE", path: "/channels/{ChannelArn}", status: 204 },

  validate: (request) => ({
    bearer: bearer(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
  }),

  run: (input, context) => {
    const scene = channelOf(context, input, "no NotFound");
    demand(mayChangeChannel(scene), "delete this channel");
    // Its memberships go with it, however many there are.
    return { written: scene.instance.channels.delete(scene.channel.arn) };
  },
});
