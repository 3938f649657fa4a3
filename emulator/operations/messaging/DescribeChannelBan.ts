import { findEntry } from "../entries";
import { operation } from "../operation";
import { accessEntries, entryOf } from "./channelEntries";
import { channelBan } from "./messagingShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelBan.html */
export const DescribeChannelBan = operation({
  name: "DescribeChannelBan",
  http: { method: "GET", path: "/channels/{ChannelArn}/bans/{MemberArn}", status: 200 },

  validate: (request) => entryOf(request, request.labels["MemberArn"], "MemberArn"),

  run: (input, context) => {
    const { instance, list } = accessEntries(context, input, "bans", "NotFound");
    const entry = findEntry(context, list, input.memberArn, "NotFound");
    return { output: { ChannelBan: channelBan(instance, input.channelArn, entry) }, written: false };
  },
});
