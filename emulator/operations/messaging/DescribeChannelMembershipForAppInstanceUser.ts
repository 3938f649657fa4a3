import { missingResource } from "../missingResource";
import { operation } from "../operation";
import { membershipOfUser } from "./messagingShapes";
import { canDescribeMembershipOfOthers } from "./permissions";
import { accessUserInChannel, userInChannel } from "./userAccess";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelMembershipForAppInstanceUser.html */
export const DescribeChannelMembershipForAppInstanceUser = operation({
  name: "DescribeChannelMembershipForAppInstanceUser",
  http: {
    method: "GET",
    path: "/channels/{ChannelArn}",
    selector: "app-instance-user-membership",
    status: 200,
  },

  validate: userInChannel,

  run: (input, context) => {
    const { channel } = accessUserInChannel(context, input, canDescribeMembershipOfOthers);
    const membership = channel.memberships.lookup(input.userArn);
    if (membership === undefined) throw missingResource(context.rules, "channel membership", "no NotFound");
    return { output: { ChannelMembership: membershipOfUser(channel, membership) }, written: false };
  },
});
