import { removeMembership } from "../../store/messaging/memberships";
import { mayRemove } from "../../store/messaging/roles";
import { arn, arnOf, refuseSubChannel } from "../constraints";
import { operation } from "../operation";
import { parameter } from "../validation";
import { bearer, channelOf, demand } from "./place";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelMembership.html */
export const DeleteChannelMembership = operation({
  name: "DeleteChannelMembership",
  http: { method: "DELETE", path: "/channels/{ChannelArn}/memberships/{MemberArn}", status: 204 },

  validate: (request) => {
    refuseSubChannel(parameter(request, "sub-channel-id"));
    return {
      bearer: bearer(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArn: arn(request.labels["MemberArn"], "MemberArn"),
    };
  },

  run: (input, context) => {
    const scene = channelOf(context, input, "no NotFound");
    demand(mayRemove(scene), "remove members from this channel");
    return { written: removeMembership({ ...context, ...scene }, input.memberArn) };
  },
});
