import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf, expiration } from "../sdkConstraints";
import { accessChannel, bearerOf, requirePermission } from "./channelAccess";
import { canChangeChannel } from "./permissions";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_PutChannelExpirationSettings.html */
export const PutChannelExpirationSettings = operation({
  name: "PutChannelExpirationSettings",
  http: { method: "PUT", path: "/channels/{ChannelArn}/expiration-settings", status: 200 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    // Settings that are absent are removed.
    settings: expiration(fields(request)["ExpirationSettings"], [
      "CREATED_TIMESTAMP",
      "LAST_MESSAGE_TIMESTAMP",
    ]),
  }),

  // The table of roles does not have this operation. Here it needs the rights of UpdateChannel.
  run: ({ settings, ...input }, context) => {
    const access = accessChannel(context, input, "no NotFound");
    requirePermission(canChangeChannel(access), "change the expiration of this channel");
    context.appInstances.update(access.channel, { expiration: settings });
    return { output: { ChannelArn: input.channelArn, ExpirationSettings: settings }, written: true };
  },
});
