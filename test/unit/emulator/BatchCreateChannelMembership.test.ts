import assert from "node:assert/strict";
import {
  BatchCreateChannelMembershipCommand,
  type ChannelMembershipType,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

describe("BatchCreateChannelMembership", () => {
  const world = channelWorldPerTest();

  async function create(
    { messaging, channel }: ChannelWorld,
    MemberArns: readonly string[],
    Type?: ChannelMembershipType,
  ) {
    const reply = await messaging.send(
      new BatchCreateChannelMembershipCommand({ ...channel, MemberArns: [...MemberArns], Type }),
    );
    return {
      status: reply.$metadata.httpStatusCode,
      type: reply.BatchChannelMemberships?.Type,
      members: reply.BatchChannelMemberships?.Members?.map((member) => member.Arn),
      errors: reply.Errors?.map((error) => [error.MemberArn, error.ErrorCode]),
    };
  }

  function members({ chime, channelArn }: ChannelWorld): string[] {
    return chime.state.channelMembers(channelArn).map(({ memberArn }) => memberArn);
  }

  it("adds all members with one type, by default DEFAULT, and returns who was added", async () => {
    const { chime, channelArn, users, admin, messaging, channel } = world();
    assert.deepEqual(await create(world(), users.slice(0, 2)), {
      status: 200,
      type: "DEFAULT",
      members: users.slice(0, 2),
      errors: [],
    });
    const { BatchChannelMemberships: batch } = await messaging.send(
      new BatchCreateChannelMembershipCommand({ ...channel, MemberArns: [users[2]], Type: "HIDDEN" }),
    );
    assert.deepEqual(batch, {
      InvitedBy: { Arn: admin, Name: "User admin" },
      Type: "HIDDEN",
      Members: [{ Arn: users[2], Name: "User c" }],
      ChannelArn: channelArn,
    });
    assert.deepEqual(
      chime.state.channelMembers(channelArn).map(({ type }) => type),
      ["DEFAULT", "DEFAULT", "HIDDEN"],
    );
  });

  it("accepts at most 100 members", async () => {
    const { chime, appInstanceArn } = world();
    const many = Array.from({ length: 101 }, () => chime.state.addAppInstanceUser({ appInstanceArn }));
    await refused(create(world(), many), "BadRequestException", 400);
    await create(world(), many.slice(0, 100));
    assert.deepEqual(members(world()), many.slice(0, 100).sort());
  });

  it("returns 200 with an error entry for each member that it cannot add, and adds the others", async () => {
    const { chime, appInstanceArn, channelArn, users } = world();
    const nobody = `${appInstanceArn}/user/nobody`;
    chime.state.addChannelMember({ channelArn, memberArn: users[0] });
    assert.deepEqual(await create(world(), [users[0], nobody, users[1], users[1]]), {
      status: 200,
      type: "DEFAULT",
      members: [users[1]],
      errors: [
        [users[0], "Conflict"],
        [nobody, "NotFound"],
        [users[1], "Conflict"],
      ],
    });
    const { written, memberErrors, memberArns } = chime.journal.calls()[0]!;
    assert.deepEqual(
      [written, memberErrors, memberArns],
      [
        true,
        [
          { memberId: users[0], errorCode: "Conflict" },
          { memberId: nobody, errorCode: "NotFound" },
          { memberId: users[1], errorCode: "Conflict" },
        ],
        [users[0], nobody, users[1], users[1]],
      ],
    );
  });

  it("can return an existing member as added", () =>
    inChannelWorld({ existingChannelMemberInBatch: "member" }, async (open) => {
      const { chime, channelArn, users } = open;
      chime.state.addChannelMember({ channelArn, memberArn: users[0], type: "HIDDEN" });
      const { members: added, errors } = await create(open, [users[0]]);
      assert.deepEqual([added, errors], [[users[0]], []]);
      assert.equal(chime.journal.calls()[0]!.written, false);
      assert.deepEqual(chime.state.channelMembers(channelArn), [{ memberArn: users[0], type: "HIDDEN" }]);
    }));

  it("has its own rule for existing members", () =>
    inChannelWorld({ existingChannelMember: "created" }, async (open) => {
      open.chime.state.addChannelMember({ channelArn: open.channelArn, memberArn: open.users[0] });
      assert.deepEqual((await create(open, [open.users[0]])).errors, [[open.users[0], "Conflict"]]);
    }));

  it("returns an error for members above the quota", () =>
    inChannelWorld({ quotas: { membershipsPerChannel: 1 } }, async (open) => {
      const { errors } = await create(open, open.users.slice(0, 2));
      assert.deepEqual(errors, [[open.users[1], "ResourceLimitExceeded"]]);
      assert.deepEqual(members(open), [open.users[0]]);
    }));

  it("returns an injected error for the member with the ARN, and adds the others", async () => {
    const { chime, users } = world();
    const fault = chime.faults.inject({
      operation: "BatchCreateChannelMembership",
      kind: "memberError",
      memberArn: users[1],
      errorCode: "ServiceFailure",
    });
    await create(world(), [users[0]]);
    assert.equal(fault.applied, 0);
    const { errors } = await create(world(), [users[1], users[2]]);
    assert.deepEqual([fault.applied, errors], [1, [[users[1], "ServiceFailure"]]]);
    assert.deepEqual(members(world()), [users[0], users[2]]);
    assert.deepEqual((await create(world(), [users[1]])).errors, []);
  });
});
