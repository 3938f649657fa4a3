"use strict";
/*
 * A dynamic provider as in Pulumi's documentation: Pulumi serializes the provider object with everything that it refers
 * to, so the hooks load their modules with `require`.
 * https://www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/
 */
const pulumi = require("@pulumi/pulumi");
const { parent: room, members } = require("./team.json");

const provider = {
  async create(inputs) {
    const { ChimeClient, CreateRoomMembershipCommand } = require("@aws-sdk/client-chime");
    const client = new ChimeClient({ region: "us-east-1" });
    const { RoomMembership: membership } = await client.send(
      new CreateRoomMembershipCommand({
        AccountId: inputs.accountId,
        RoomId: inputs.roomId,
        MemberId: inputs.memberId,
        Role: inputs.role,
      }),
    );
    return {
      id: `${inputs.accountId}/${inputs.roomId}/${inputs.memberId}`,
      outs: { ...inputs, memberType: membership.Member.MemberType, invitedBy: membership.InvitedBy },
    };
  },

  async read(id, props) {
    const { ChimeClient, ListRoomMembershipsCommand } = require("@aws-sdk/client-chime");
    const client = new ChimeClient({ region: "us-east-1" });
    const [AccountId, RoomId, memberId] = id.split("/");
    let NextToken;
    do {
      const page = await client.send(new ListRoomMembershipsCommand({ AccountId, RoomId, NextToken }));
      const found = page.RoomMemberships.find(({ Member }) => Member.MemberId === memberId);
      if (found) {
        const inputs = { accountId: AccountId, roomId: RoomId, memberId, role: found.Role };
        const outs = { ...inputs, memberType: found.Member.MemberType, invitedBy: found.InvitedBy };
        return { id, props: { ...props, ...outs }, inputs };
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return {};
  },

  async diff(_id, olds, news) {
    const replaces = ["accountId", "roomId", "memberId"].filter((name) => olds[name] !== news[name]);
    return { changes: replaces.length > 0 || olds.role !== news.role, replaces };
  },

  async update(_id, olds, news) {
    const { ChimeClient, UpdateRoomMembershipCommand } = require("@aws-sdk/client-chime");
    const client = new ChimeClient({ region: "us-east-1" });
    await client.send(
      new UpdateRoomMembershipCommand({
        AccountId: news.accountId,
        RoomId: news.roomId,
        MemberId: news.memberId,
        Role: news.role,
      }),
    );
    return { outs: { ...olds, ...news } };
  },

  async delete(_id, props) {
    const { ChimeClient, DeleteRoomMembershipCommand } = require("@aws-sdk/client-chime");
    const client = new ChimeClient({ region: "us-east-1" });
    await client.send(
      new DeleteRoomMembershipCommand({
        AccountId: props.accountId,
        RoomId: props.roomId,
        MemberId: props.memberId,
      }),
    );
  },
};

class RoomMembership extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(provider, name, { memberType: undefined, invitedBy: undefined, ...args }, opts);
  }
}

members.forEach((member, index) => new RoomMembership(`member-${index}`, { ...room, ...member }));
