import { notFound } from "../../http/errors";
import { maySeeMembers } from "../../store/messaging/roles";
import { arn, arnOf, refuseSubChannel } from "../constraints";
import { operation } from "../operation";
import { parameter } from "../validation";
import { bearer, channelOf, demand } from "./place";
import { channelMembership } from "./shapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelMembership.html */
export const DescribeChannelMembership = operation({
  name: "DescribeChannelMembership",
  http: { method: "GET", path: "/channels/{ChannelArn}/memberships/{MemberArn}", status: 200 },

  validate: (request) => {
    refuseSubChannel(parameter(request, "sub-channel-id"));
    return {
      bearer: bearer(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArn: arn(request.labels["MemberArn"], "MemberArn"),
    };
  },

  run: (input, context) => {
    const scene = channelOf(context, input, "NotFound");
    demand(maySeeMembers(scene), "see the members of this channel");
    const membership = scene.channel.memberships.look(input.memberArn);
    if (membership === undefined) throw notFound("channel membership");
    const output = { ChannelMembership: channelMembership(scene.instance, input.channelArn, membership) };
    return { output, written: false };
  },
});
