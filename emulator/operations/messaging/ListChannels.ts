import { arnOf, oneOf, pages } from "../constraints";
import { operation } from "../operation";
import { parameter } from "../validation";
import { appInstanceOf, bearer, demand } from "./place";
import { channelSummary } from "./shapes";
import { PRIVACIES } from "./values";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannels.html */
export const ListChannels = operation({
  name: "ListChannels",
  http: { method: "GET", path: "/channels", status: 200 },

  validate: (request) => ({
    bearer: bearer(request),
    appInstanceArn: arnOf(parameter(request, "app-instance-arn"), "app-instance-arn", undefined),
    // What no privacy means is not documented; the public channels are those that everybody may list.
    privacy: oneOf(parameter(request, "privacy"), "privacy", PRIVACIES) ?? "PUBLIC",
    ...pages(request),
  }),

  run: (input, context) => {
    const instance = appInstanceOf(context, input);
    const { bearer: who, privacy, maxResults, nextToken } = input;
    demand(privacy === "PUBLIC" || instance.administrators.has(who), "list private channels");
    const channels = [...instance.channels.values()].filter((channel) => channel.privacy === privacy);
    const list = ["ListChannels", instance.arn, privacy];
    const page = context.pages.page(channels, (channel) => channel.arn, { list, maxResults, nextToken });
    return {
      output: { Channels: page.items.map(channelSummary), NextToken: page.nextToken },
      written: false,
    };
  },
});
