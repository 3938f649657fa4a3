import { arnOf, oneOf, sdkPaging } from "../sdkConstraints";
import { operation } from "../operation";
import { parameter } from "../requestFields";
import { accessAppInstance, bearerOf, requirePermission } from "./channelAccess";
import { channelSummary } from "./messagingShapes";
import { CHANNEL_PRIVACIES } from "../../model/enums";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannels.html */
export const ListChannels = operation({
  name: "ListChannels",
  http: { method: "GET", path: "/channels", status: 200 },

  validate: (request) => ({
    bearer: bearerOf(request),
    appInstanceArn: arnOf(parameter(request, "app-instance-arn"), "app-instance-arn", undefined),
    // The default is not documented. Every user can list public channels.
    privacy: oneOf(parameter(request, "privacy"), "privacy", CHANNEL_PRIVACIES) ?? "PUBLIC",
    ...sdkPaging(request),
  }),

  run: (input, context) => {
    const instance = accessAppInstance(context, input);
    const { bearer, privacy, maxResults, nextToken } = input;
    requirePermission(privacy === "PUBLIC" || instance.administrators.has(bearer), "list private channels");
    const channels = [...instance.channels.values()].filter((channel) => channel.privacy === privacy);
    const list = ["ListChannels", instance.arn, privacy];
    const page = context.pagination.page(channels, (channel) => channel.arn, { list, maxResults, nextToken });
    return {
      output: { Channels: page.items.map(channelSummary), NextToken: page.nextToken },
      written: false,
    };
  },
});
