import { operation } from "../operation";
import { parameter } from "../requestFields";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { channelsWith, findChannelFlow } from "./findChannelFlow";
import { channelSummary } from "./messagingShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelsAssociatedWithChannelFlow.html */
export const ListChannelsAssociatedWithChannelFlow = operation({
  name: "ListChannelsAssociatedWithChannelFlow",
  http: { method: "GET", path: "/channels", selector: "channel-flow-associations", status: 200 },

  validate: (request) => ({
    arn: arnOf(parameter(request, "channel-flow-arn"), "channel-flow-arn", "channel-flow"),
    ...sdkPaging(request),
  }),

  run: ({ arn, ...paging }, context) => {
    const channels = channelsWith(findChannelFlow(context, arn).instance, arn);
    const list = ["ListChannelsAssociatedWithChannelFlow", arn];
    const page = context.pagination.page(channels, (channel) => channel.arn, { list, ...paging });
    return {
      output: { Channels: page.items.map(channelSummary), NextToken: page.nextToken },
      written: false,
    };
  },
});
