import { operation } from "../operation";
import { membershipOfUser } from "./messagingShapes";
import { accessUser, userInQuery } from "./userAccess";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMembershipsForAppInstanceUser.html */
export const ListChannelMembershipsForAppInstanceUser = operation({
  name: "ListChannelMembershipsForAppInstanceUser",
  http: { method: "GET", path: "/channels", selector: "app-instance-user-memberships", status: 200 },

  validate: userInQuery,

  run: ({ paging, ...input }, context) => {
    const { userArn } = input;
    const found = [...accessUser(context, input).channels.values()].flatMap((channel) => {
      const { memberships } = channel;
      const isFirstPage = paging.nextToken === undefined;
      const membership = isFirstPage ? memberships.lookup(userArn) : memberships.visible().get(userArn);
      return membership === undefined ? [] : [{ channel, membership }];
    });
    const list = ["ListChannelMembershipsForAppInstanceUser", userArn];
    const page = context.pagination.page(found, ({ channel }) => channel.arn, { list, ...paging });
    const output = {
      ChannelMemberships: page.items.map(({ channel, membership }) => membershipOfUser(channel, membership)),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
