import { maySeeMembers } from "../../store/messaging/roles";
import { arnOf, oneOf, pages, refuseSubChannel } from "../constraints";
import { operation } from "../operation";
import { parameter } from "../validation";
import { bearer, channelOf, demand } from "./place";
import { identity } from "./shapes";
import { MEMBERSHIP_TYPES } from "./values";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html */
export const ListChannelMemberships = operation({
  name: "ListChannelMemberships",
  http: { method: "GET", path: "/channels/{ChannelArn}/memberships", status: 200 },

  validate: (request) => {
    refuseSubChannel(parameter(request, "sub-channel-id"));
    return {
      bearer: bearer(request),
      channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
      type: oneOf(parameter(request, "type"), "type", MEMBERSHIP_TYPES) ?? "DEFAULT",
      ...pages(request),
    };
  },

  run: ({ type, maxResults, nextToken, ...input }, context) => {
    const scene = channelOf(context, input, "no NotFound");
    demand(maySeeMembers(scene), "see the members of this channel");
    const { memberships } = scene.channel;
    if (nextToken === undefined) memberships.startWalk();
    const members = [...memberships.visible().values()].filter((membership) => membership.type === type);
    const list = ["ListChannelMemberships", input.channelArn, type];
    const page = context.pages.page(members, ({ memberArn }) => memberArn, { list, maxResults, nextToken });
    const output = {
      ChannelArn: input.channelArn,
      ChannelMemberships: page.items.map(({ memberArn }) => ({
        Member: identity(scene.instance, memberArn),
      })),
      NextToken: page.nextToken,
    };
    return { output, written: false };
  },
});
