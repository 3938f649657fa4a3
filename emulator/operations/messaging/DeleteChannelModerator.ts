import { deleteEntry } from "../entries";
import { operation } from "../operation";
import { accessEntries, entryOf } from "./channelEntries";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelModerator.html */
export const DeleteChannelModerator = operation({
  name: "DeleteChannelModerator",
  http: { method: "DELETE", path: "/channels/{ChannelArn}/moderators/{ChannelModeratorArn}", status: 204 },

  validate: (request) => entryOf(request, request.labels["ChannelModeratorArn"], "ChannelModeratorArn"),

  run: (input, context) => {
    const { list } = accessEntries(context, input, "moderators", "no NotFound");
    return { written: deleteEntry(context, list, input.memberArn) };
  },
});
