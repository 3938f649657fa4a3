import { removeMembership } from "./channelMemberships";
import { canRemoveMembers } from "./permissions";
import { arn, arnOf, refuseSubChannel } from "../sdkConstraints";
import { operation } from "../operation";
import { parameter } from "../requestFields";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelMembership.html */
export const DeleteChannelMembership = operation({
  name: "DeleteChannelMembership",
  http: { method: "DELETE", path: "/channels/{ChannelArn}/memberships/{MemberArn}", status: 204 },

  validate: (request) => {
    refuseSubChannel(parameter(request, "sub-channel-id"));
    return {
      bearer: bearerOf(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArn: arn(request.labels["MemberArn"], "MemberArn"),
    };
  },

  run: (input, context) => {
    const access = accessChannel(context, input, "no NotFound");
    requirePermission(canRemoveMembers(access), "remove members from this channel");
    return { written: removeMembership({ ...context, ...access }, input.memberArn) };
  },
});
