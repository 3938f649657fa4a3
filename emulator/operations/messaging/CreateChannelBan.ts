import { canAddEntry } from "../entries";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { identity } from "../sdkShapes";
import { requirePermission } from "./channelAccess";
import { accessEntries, entryOf } from "./channelEntries";
import { canBeBanned } from "./permissions";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelBan.html */
export const CreateChannelBan = operation({
  name: "CreateChannelBan",
  http: { method: "POST", path: "/channels/{ChannelArn}/bans", status: 201 },

  validate: (request) => entryOf(request, fields(request)["MemberArn"], "MemberArn"),

  run: ({ memberArn, ...input }, context) => {
    const { list, ...access } = accessEntries(context, input, "bans", "no NotFound");
    requirePermission(
      canBeBanned(access, memberArn),
      "ban an administrator of the app instance or a moderator of the channel",
    );
    const written = canAddEntry(context, list, memberArn);
    if (written) context.appInstances.addBan(access.channel, { memberArn, createdBy: input.bearer });
    const output = { ChannelArn: input.channelArn, Member: identity(access.instance, memberArn) };
    return { output, written };
  },
});
