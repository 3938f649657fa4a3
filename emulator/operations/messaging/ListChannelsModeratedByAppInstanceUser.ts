import { operation } from "../operation";
import { channelSummary } from "./messagingShapes";
import { accessUser, userInQuery } from "./userAccess";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelsModeratedByAppInstanceUser.html */
export const ListChannelsModeratedByAppInstanceUser = operation({
  name: "ListChannelsModeratedByAppInstanceUser",
  http: { method: "GET", path: "/channels", selector: "app-instance-user-moderated-channels", status: 200 },

  validate: userInQuery,

  run: ({ paging, ...input }, context) => {
    const { userArn } = input;
    const channels = [...accessUser(context, input).channels.values()];
    const moderated = channels.filter(({ moderators }) => moderators.has(userArn));
    const list = ["ListChannelsModeratedByAppInstanceUser", userArn];
    const page = context.pagination.page(moderated, ({ arn }) => arn, { list, ...paging });
    const output = {
      Channels: page.items.map((channel) => ({ ChannelSummary: channelSummary(channel) })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
