import { pageOfEntries } from "../entries";
import { operation } from "../operation";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { bearerOf } from "./channelAccess";
import { accessEntries } from "./channelEntries";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelBans.html */
export const ListChannelBans = operation({
  name: "ListChannelBans",
  http: { method: "GET", path: "/channels/{ChannelArn}/bans", status: 200 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    paging: sdkPaging(request),
  }),

  run: ({ paging, ...input }, context) => {
    const { list: entries } = accessEntries(context, input, "bans", "no NotFound");
    const list = ["ListChannelBans", input.channelArn];
    const page = pageOfEntries(context, entries, { list, ...paging });
    const output = {
      ChannelArn: input.channelArn,
      ChannelBans: page.items.map((Member) => ({ Member })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
