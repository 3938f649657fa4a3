import { addMembership } from "../../store/messaging/memberships";
import { mayAdd } from "../../store/messaging/roles";
import { arn, arnOf, oneOf, refuseSubChannel } from "../constraints";
import { operation } from "../operation";
import { fields, required } from "../validation";
import { bearer, channelOf, demand } from "./place";
import { identity } from "./shapes";
import { MEMBERSHIP_TYPES } from "./values";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelMembership.html */
export const CreateChannelMembership = operation({
  name: "CreateChannelMembership",
  http: { method: "POST", path: "/channels/{ChannelArn}/memberships", status: 201 },

  validate: (request) => {
    const body = fields(request);
    refuseSubChannel(body["SubChannelId"]);
    return {
      bearer: bearer(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      memberArn: arn(body["MemberArn"], "MemberArn"),
      type: required(oneOf(body["Type"], "Type", MEMBERSHIP_TYPES), "Type"),
    };
  },

  run: (input, context) => {
    const scene = channelOf(context, input, "NotFound");
    demand(mayAdd(scene, input.memberArn), "add members to this channel");
    const existing = context.rules.existingChannelMember === "created" ? "accepted" : "refused";
    const { memberArn, type } = input;
    const { written } = addMembership({ ...context, ...scene }, { memberArn, type }, existing);
    const output = { ChannelArn: input.channelArn, Member: identity(scene.instance, memberArn) };
    return { output, written };
  },
});
