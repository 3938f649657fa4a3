import { deleteEntry } from "../entries";
import { operation } from "../operation";
import { accessEntries, entryOf } from "./channelEntries";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelBan.html */
export const DeleteChannelBan = operation({
  name: "DeleteChannelBan",
  http: { method: "DELETE", path: "/channels/{ChannelArn}/bans/{MemberArn}", status: 204 },

  validate: (request) => entryOf(request, request.labels["MemberArn"], "MemberArn"),

  run: (input, context) => {
    const { list } = accessEntries(context, input, "bans", "no NotFound");
    return { written: deleteEntry(context, list, input.memberArn) };
  },
});
