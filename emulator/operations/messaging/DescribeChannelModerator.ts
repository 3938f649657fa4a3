import { findEntry } from "../entries";
import { operation } from "../operation";
import { accessEntries, entryOf } from "./channelEntries";
import { channelModerator } from "./messagingShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelModerator.html */
export const DescribeChannelModerator = operation({
  name: "DescribeChannelModerator",
  http: { method: "GET", path: "/channels/{ChannelArn}/moderators/{ChannelModeratorArn}", status: 200 },

  validate: (request) => entryOf(request, request.labels["ChannelModeratorArn"], "ChannelModeratorArn"),

  run: (input, context) => {
    const { instance, list } = accessEntries(context, input, "moderators", "NotFound");
    const entry = findEntry(context, list, input.memberArn, "NotFound");
    return {
      output: { ChannelModerator: channelModerator(instance, input.channelArn, entry) },
      written: false,
    };
  },
});
