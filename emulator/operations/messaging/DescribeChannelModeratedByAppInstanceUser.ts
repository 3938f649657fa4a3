import { missingResource } from "../missingResource";
import { operation } from "../operation";
import { channelSummary } from "./messagingShapes";
import { canDescribeModerationOfOthers } from "./permissions";
import { accessUserInChannel, userInChannel } from "./userAccess";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelModeratedByAppInstanceUser.html */
export const DescribeChannelModeratedByAppInstanceUser = operation({
  name: "DescribeChannelModeratedByAppInstanceUser",
  http: {
    method: "GET",
    path: "/channels/{ChannelArn}",
    selector: "app-instance-user-moderated-channel",
    status: 200,
  },

  validate: userInChannel,

  run: (input, context) => {
    const { channel } = accessUserInChannel(context, input, canDescribeModerationOfOthers);
    if (!channel.moderators.has(input.userArn))
      throw missingResource(context.rules, "moderator", "no NotFound");
    return { output: { Channel: { ChannelSummary: channelSummary(channel) } }, written: false };
  },
});
