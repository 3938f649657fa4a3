import { arnOf, sdkPaging } from "../sdkConstraints";
import { operation } from "../operation";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";
import { identity } from "../sdkShapes";
import { canChangeChannel } from "./permissions";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelModerators.html */
export const ListChannelModerators = operation({
  name: "ListChannelModerators",
  http: { method: "GET", path: "/channels/{ChannelArn}/moderators", status: 200 },

  validate: (request) => ({
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    ...sdkPaging(request),
  }),

  run: ({ maxResults, nextToken, ...input }, context) => {
    const { instance, channel, bearer } = accessChannel(context, input, "no NotFound");
    requirePermission(canChangeChannel({ instance, channel, bearer }), "list the moderators of this channel");
    const list = ["ListChannelModerators", input.channelArn];
    const moderators = [...channel.moderators.keys()];
    const page = context.pagination.page(moderators, (arn) => arn, { list, maxResults, nextToken });
    const output = {
      ChannelArn: input.channelArn,
      ChannelModerators: page.items.map((arn) => ({ Moderator: identity(instance, arn) })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
