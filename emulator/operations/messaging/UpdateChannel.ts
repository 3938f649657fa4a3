import { canChangeChannel } from "./permissions";
import { arnOf, metadata, oneOf, resourceName } from "../sdkConstraints";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";
import { CHANNEL_MODES } from "../../model/enums";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_UpdateChannel.html */
export const UpdateChannel = operation({
  name: "UpdateChannel",
  http: { method: "PUT", path: "/channels/{ChannelArn}", status: 200 },

  validate: (request) => {
    const body = fields(request);
    const name = body["Name"] ?? undefined;
    const mode = oneOf(body["Mode"], "Mode", CHANNEL_MODES);
    const described = metadata(body["Metadata"]);
    return {
      bearer: bearerOf(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      // Parameters that are absent are not changed.
      changes: {
        ...(name === undefined ? {} : { name: resourceName(name, "Name") }),
        ...(mode === undefined ? {} : { mode }),
        ...(described === undefined ? {} : { metadata: described }),
      },
    };
  },

  run: (input, context) => {
    const access = accessChannel(context, input, "no NotFound");
    requirePermission(canChangeChannel(access), "update this channel");
    const written = Object.keys(input.changes).length > 0;
    if (written) context.appInstances.update(access.channel, input.changes);
    return { output: { ChannelArn: access.channel.arn }, written };
  },
});
