import { addMembership } from "./channelMemberships";
import { canAddMember } from "./permissions";
import { arn, arnOf, oneOf, refuseSubChannel } from "../sdkConstraints";
import { operation } from "../operation";
import { fields, required } from "../requestFields";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";
import { identity } from "../sdkShapes";
import { MEMBERSHIP_TYPES } from "../../model/enums";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelMembership.html */
export const CreateChannelMembership = operation({
  name: "CreateChannelMembership",
  http: { method: "POST", path: "/channels/{ChannelArn}/memberships", status: 201 },

  validate: (request) => {
    const body = fields(request);
    refuseSubChannel(body["SubChannelId"]);
    return {
      bearer: bearerOf(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArn: arn(body["MemberArn"], "MemberArn"),
      type: required(oneOf(body["Type"], "Type", MEMBERSHIP_TYPES), "Type"),
    };
  },

  run: (input, context) => {
    const access = accessChannel(context, input, "NotFound");
    requirePermission(canAddMember(access, input.memberArn), "add members to this channel");
    const existing = context.rules.existingChannelMember === "created" ? "accepted" : "refused";
    const { memberArn, type } = input;
    const { written } = addMembership({ ...context, ...access }, { memberArn, type }, existing);
    const output = { ChannelArn: input.channelArn, Member: identity(access.instance, memberArn) };
    return { output, written };
  },
});
