import { mayChangeChannel } from "../../store/messaging/roles";
import { arnOf, metadata, oneOf, resourceName } from "../constraints";
import { operation } from "../operation";
import { fields } from "../validation";
import { bearer, channelOf, demand } from "./place";
import { MODES } from "./values";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_UpdateChannel.html */
export const UpdateChannel = operation({
  name: "UpdateChannel",
  http: { method: "PUT", path: "/channels/{ChannelArn}", status: 200 },

  validate: (request) => {
    const body = fields(request);
    const name = body["Name"] ?? undefined;
    const mode = oneOf(body["Mode"], "Mode", MODES);
    const described = metadata(body["Metadata"]);
    return {
      bearer: bearer(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      // What is not given stays as it is.
      changes: {
        ...(name === undefined ? {} : { name: resourceName(name, "Name") }),
        ...(mode === undefined ? {} : { mode }),
        ...(described === undefined ? {} : { metadata: described }),
      },
    };
  },

  run: (input, context) => {
    const scene = channelOf(context, input, "no NotFound");
    demand(mayChangeChannel(scene), "change this channel");
    const written = Object.keys(input.changes).length > 0;
    if (written) context.appInstances.update(scene.channel, input.changes);
    return { output: { ChannelArn: scene.channel.arn }, written };
  },
});
