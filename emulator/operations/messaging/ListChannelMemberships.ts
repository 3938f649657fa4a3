import { canReadMembers } from "./permissions";
import { arnOf, oneOf, sdkPaging, refuseSubChannel } from "../sdkConstraints";
import { operation } from "../operation";
import { parameter } from "../requestFields";
import { bearerOf, accessChannel, requirePermission } from "./channelAccess";
import { identity } from "../sdkShapes";
import { MEMBERSHIP_TYPES, type MembershipType } from "../../model/enums";
import type { ChannelMembership } from "../../store/appInstance";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html */
export const ListChannelMemberships = operation({
  name: "ListChannelMemberships",
  http: { method: "GET", path: "/channels/{ChannelArn}/memberships", status: 200 },

  validate: (request) => {
    refuseSubChannel(parameter(request, "sub-channel-id"));
    return {
      bearer: bearerOf(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      type: oneOf(parameter(request, "type"), "type", MEMBERSHIP_TYPES) ?? "DEFAULT",
      ...sdkPaging(request),
    };
  },

  run: ({ type, maxResults, nextToken, ...input }, context) => {
    const access = accessChannel(context, input, "no NotFound");
    requirePermission(canReadMembers(access), "list the members of this channel");
    const { memberships } = access.channel;
    if (nextToken === undefined) memberships.startList();
    const list = ["ListChannelMemberships", input.channelArn, type];
    const page = context.pagination.sortedPage(
      (memberArn) => ofType(memberships.visible().after(memberArn), type),
      ({ memberArn }) => memberArn,
      { list, maxResults, nextToken },
    );
    const output = {
      ChannelArn: input.channelArn,
      ChannelMemberships: page.items.map(({ memberArn }) => ({
        Member: identity(access.instance, memberArn),
      })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});

function* ofType(
  memberships: Iterable<ChannelMembership>,
  type: MembershipType,
): Generator<ChannelMembership> {
  for (const membership of memberships) if (membership.type === type) yield membership;
}
