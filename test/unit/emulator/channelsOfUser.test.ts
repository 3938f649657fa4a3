import assert from "node:assert/strict";
import {
  DescribeChannelMembershipForAppInstanceUserCommand,
  DescribeChannelModeratedByAppInstanceUserCommand,
  ListChannelMembershipsForAppInstanceUserCommand,
  ListChannelsModeratedByAppInstanceUserCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

describe("the channels of a user", () => {
  const world = channelWorldPerTest();

  /** Adds channels with these ids, of which the first user is a member or a moderator. */
  function addChannels({ chime, appInstanceArn, users }: ChannelWorld, role: "member" | "moderator") {
    return ["channel-2", "channel-3", "channel-4"].map((channelId) => {
      const channelArn = chime.state.addChannel({ appInstanceArn, channelId, name: channelId });
      if (role === "member") {
        chime.state.addChannelMember({ channelArn, memberArn: users[0], type: "HIDDEN" });
      } else {
        chime.state.addChannelModerator({ channelArn, moderatorArn: users[0] });
      }
      return channelArn;
    });
  }

  it("that the user is a member of are listed in pages, with the type of the membership", async () => {
    const { messaging, users } = world();
    const arns = addChannels(world(), "member");
    const input = { ChimeBearer: users[0], MaxResults: 2 };
    const first = await messaging.send(new ListChannelMembershipsForAppInstanceUserCommand(input));
    const { NextToken } = first;
    const rest = await messaging.send(
      new ListChannelMembershipsForAppInstanceUserCommand({ ...input, NextToken }),
    );
    assert.deepEqual(
      [first, rest].map(({ ChannelMemberships }) =>
        ChannelMemberships!.map(({ ChannelSummary }) => ChannelSummary!.ChannelArn),
      ),
      [arns.slice(0, 2), arns.slice(2)],
    );
    assert.deepEqual(rest.ChannelMemberships, [
      {
        ChannelSummary: {
          Name: "channel-4",
          ChannelArn: arns[2],
          Mode: "UNRESTRICTED",
          Privacy: "PUBLIC",
        },
        AppInstanceUserMembershipSummary: { Type: "HIDDEN" },
      },
    ]);
    assert.equal(rest.NextToken, undefined);
  });

  it("that the user moderates are listed in pages", async () => {
    const { messaging, users } = world();
    const arns = addChannels(world(), "moderator");
    const input = { ChimeBearer: users[0], MaxResults: 2 };
    const first = await messaging.send(new ListChannelsModeratedByAppInstanceUserCommand(input));
    const { NextToken } = first;
    const rest = await messaging.send(
      new ListChannelsModeratedByAppInstanceUserCommand({ ...input, NextToken }),
    );
    assert.deepEqual(
      [first, rest].map(({ Channels }) => Channels!.map(({ ChannelSummary }) => ChannelSummary!.ChannelArn)),
      [arns.slice(0, 2), arns.slice(2)],
    );
    assert.equal(rest.NextToken, undefined);
  });

  it("are those of the bearer by default, and of another user for an administrator", async () => {
    const { messaging, users, admin } = world();
    addChannels(world(), "member");
    const of = async (ChimeBearer: string, AppInstanceUserArn?: string) => {
      const input = { ChimeBearer, ...(AppInstanceUserArn === undefined ? {} : { AppInstanceUserArn }) };
      const reply = await messaging.send(new ListChannelMembershipsForAppInstanceUserCommand(input));
      return reply.ChannelMemberships!.length;
    };
    assert.deepEqual(
      [await of(users[0]), await of(users[0], users[0]), await of(admin), await of(admin, users[0])],
      [3, 3, 0, 3],
    );
    await refused(of(users[1], users[0]), "ForbiddenException", 403);
  });

  it("can be described by the user", async () => {
    const { chime, messaging, channelArn: ChannelArn, users } = world();
    chime.state.addChannelMember({ channelArn: ChannelArn, memberArn: users[0] });
    chime.state.addChannelModerator({ channelArn: ChannelArn, moderatorArn: users[1] });
    const asked = (user: string) => ({ ChannelArn, AppInstanceUserArn: user, ChimeBearer: user });
    const { ChannelMembership } = await messaging.send(
      new DescribeChannelMembershipForAppInstanceUserCommand(asked(users[0])),
    );
    const { Channel } = await messaging.send(
      new DescribeChannelModeratedByAppInstanceUserCommand(asked(users[1])),
    );
    const ChannelSummary = { Name: "Channel", ChannelArn, Mode: "UNRESTRICTED", Privacy: "PUBLIC" };
    assert.deepEqual(ChannelMembership, {
      ChannelSummary,
      AppInstanceUserMembershipSummary: { Type: "DEFAULT" },
    });
    assert.deepEqual(Channel, { ChannelSummary });
  });

  for (const [missingResource, error, status] of [
    ["asDeclared", "ForbiddenException", 403],
    ["notFound", "NotFoundException", 404],
  ] as const) {
    it(`have the status ${status} if the user has no such role in them, and the rule is ${missingResource}`, () =>
      inChannelWorld({ missingResource }, async ({ messaging, channelArn: ChannelArn, users, admin }) => {
        const input = { ChannelArn, AppInstanceUserArn: users[0], ChimeBearer: admin };
        for (const call of [
          messaging.send(new DescribeChannelMembershipForAppInstanceUserCommand(input)),
          messaging.send(new DescribeChannelModeratedByAppInstanceUserCommand(input)),
          messaging.send(
            new ListChannelMembershipsForAppInstanceUserCommand({
              ChimeBearer: admin,
              AppInstanceUserArn: `${users[0]}-gone`,
            }),
          ),
        ]) {
          await refused(call, error, status);
        }
      }));
  }

  it("do not include a new one as long as reads lag", async () => {
    const { chime, messaging, channelArn, users } = world();
    chime.faults.setReadLag({ reads: 1 });
    chime.state.addChannelMember({ channelArn, memberArn: users[0] });
    const counts = [];
    for (let call = 0; call < 2; call += 1) {
      const input = { ChimeBearer: users[0] };
      const reply = await messaging.send(new ListChannelMembershipsForAppInstanceUserCommand(input));
      counts.push(reply.ChannelMemberships!.length);
    }
    assert.deepEqual(counts, [0, 1]);
  });

  it("are in the journal with the user", async () => {
    const { chime, messaging, admin, users } = world();
    const input = { ChimeBearer: admin, AppInstanceUserArn: users[0] };
    await messaging.send(new ListChannelsModeratedByAppInstanceUserCommand(input));
    assert.equal(chime.journal.calls()[0]!.memberArn, users[0]);
  });
});
