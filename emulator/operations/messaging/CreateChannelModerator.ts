import { canAddEntry } from "../entries";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { identity } from "../sdkShapes";
import { requirePermission } from "./channelAccess";
import { accessEntries, entryOf } from "./channelEntries";
import { canAddModerators } from "./permissions";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelModerator.html */
export const CreateChannelModerator = operation({
  name: "CreateChannelModerator",
  http: { method: "POST", path: "/channels/{ChannelArn}/moderators", status: 201 },

  validate: (request) => entryOf(request, fields(request)["ChannelModeratorArn"], "ChannelModeratorArn"),

  run: ({ memberArn, ...input }, context) => {
    const { list, ...access } = accessEntries(context, input, "moderators", "no NotFound");
    const { quotas, rules, appInstances } = context;
    requirePermission(
      canAddModerators(access, rules.nonMemberModerator),
      "make others moderators before it is a member of this channel",
    );
    const written = canAddEntry(context, list, memberArn, quotas.moderatorsPerChannel);
    if (written) appInstances.putEntry(list.entries, { memberArn, createdBy: input.bearer });
    const output = { ChannelArn: input.channelArn, ChannelModerator: identity(access.instance, memberArn) };
    return { output, written };
  },
});
