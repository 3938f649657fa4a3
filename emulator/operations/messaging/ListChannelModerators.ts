import { pageOfEntries } from "../entries";
import { operation } from "../operation";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { bearerOf } from "./channelAccess";
import { accessEntries } from "./channelEntries";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelModerators.html */
export const ListChannelModerators = operation({
  name: "ListChannelModerators",
  http: { method: "GET", path: "/channels/{ChannelArn}/moderators", status: 200 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    paging: sdkPaging(request),
  }),

  run: ({ paging, ...input }, context) => {
    const { list: entries } = accessEntries(context, input, "moderators", "no NotFound");
    const list = ["ListChannelModerators", input.channelArn];
    const page = pageOfEntries(context, entries, { list, ...paging });
    const output = {
      ChannelArn: input.channelArn,
      ChannelModerators: page.items.map((Moderator) => ({ Moderator })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
