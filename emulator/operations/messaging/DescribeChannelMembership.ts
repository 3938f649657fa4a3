import { notFound } from "../../http/errors";
import { canReadMembers } from "./permissions";
import { arn, arnOf, refuseSubChannel } from "../sdkConstraints";
import { operation } from "../operation";
import { parameter } from "../requestFields";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";
import { channelMembership } from "./messagingShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelMembership.html */
export const DescribeChannelMembership = operation({
  name: "DescribeChannelMembership",
  http: { method: "GET", path: "/channels/{ChannelArn}/memberships/{MemberArn}", status: 200 },

  validate: (request) => {
    refuseSubChannel(parameter(request, "sub-channel-id"));
    return {
      bearer: bearerOf(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArn: arn(request.labels["MemberArn"], "MemberArn"),
    };
  },

  run: (input, context) => {
    const access = accessChannel(context, input, "NotFound");
    requirePermission(canReadMembers(access), "list the members of this channel");
    const membership = access.channel.memberships.lookup(input.memberArn);
    if (membership === undefined) throw notFound("channel membership");
    const output = { ChannelMembership: channelMembership(access.instance, input.channelArn, membership) };
    return { output, written: false };
  },
});
