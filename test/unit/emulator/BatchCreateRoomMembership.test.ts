import assert from "node:assert/strict";
import { BatchCreateRoomMembershipCommand, type MembershipItem } from "@aws-sdk/client-chime";
import { inWorld, refused, worldPerTest, type World } from "./world";

describe("BatchCreateRoomMembership", () => {
  const world = worldPerTest();

  function batch({ client, room }: World, ...items: MembershipItem[]) {
    return client.send(new BatchCreateRoomMembershipCommand({ ...room, MembershipItemList: items }));
  }

  it("adds all members and returns 201 with an empty list of errors", async () => {
    const { chime, accountId, roomId, users, bot } = world();
    const { Errors, $metadata } = await batch(
      world(),
      { MemberId: users[0], Role: "Administrator" },
      { MemberId: users[1] },
      { MemberId: bot },
    );
    assert.deepEqual([$metadata.httpStatusCode, Errors], [201, []]);
    assert.deepEqual(chime.state.members(accountId, roomId), [
      { memberId: "bot-1", memberType: "Bot", role: "Member" },
      { memberId: "user-a", memberType: "User", role: "Administrator" },
      { memberId: "user-b", memberType: "User", role: "Member" },
    ]);
  });

  it("adds the members that it can, and returns an error for each other one", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    const { Errors } = await batch(
      world(),
      { MemberId: users[0] },
      { MemberId: "nobody" },
      { MemberId: users[1] },
    );
    assert.deepEqual(
      Errors!.map(({ MemberId, ErrorCode }) => [MemberId, ErrorCode]),
      [
        [users[0], "Conflict"],
        ["nobody", "NotFound"],
      ],
    );
    assert.ok(Errors!.every(({ ErrorMessage }) => ErrorMessage !== ""));
    assert.deepEqual(chime.state.members(accountId, roomId).length, 2);
    const { members, memberErrors, written } = chime.journal.calls()[0]!;
    assert.deepEqual(members, [{ memberId: users[0] }, { memberId: "nobody" }, { memberId: users[1] }]);
    assert.deepEqual(memberErrors, [
      { memberId: users[0], errorCode: "Conflict" },
      { memberId: "nobody", errorCode: "NotFound" },
    ]);
    assert.equal(written, true);
  });

  it("can ignore members that exist", async () => {
    await inWorld({ existingMember: "created" }, async (open) => {
      const { chime, accountId, roomId, users } = open;
      chime.state.addMember({ accountId, roomId, memberId: users[0] });
      const { Errors } = await batch(open, { MemberId: users[0], Role: "Administrator" });
      assert.deepEqual(Errors, []);
      assert.deepEqual(chime.state.members(accountId, roomId)[0]!.role, "Member");
      assert.equal(chime.journal.calls()[0]!.written, false);
    });
  });

  it("returns an error for members above the quota of the room", async () => {
    await inWorld({ quotas: { membershipsPerRoom: 1 } }, async (open) => {
      const { Errors } = await batch(open, { MemberId: open.users[0] }, { MemberId: open.users[1] });
      assert.deepEqual(
        Errors!.map(({ MemberId, ErrorCode }) => [MemberId, ErrorCode]),
        [[open.users[1], "ResourceLimitExceeded"]],
      );
    });
  });

  it("returns a conflict for the second of two equal members", async () => {
    const [first] = world().users;
    const { Errors } = await batch(world(), { MemberId: first }, { MemberId: first });
    assert.deepEqual(
      Errors!.map(({ ErrorCode }) => ErrorCode),
      ["Conflict"],
    );
  });

  const wrong: [string, MembershipItem[]][] = [
    ["no item", []],
    ["51 items", Array.from({ length: 51 }, (_, index) => ({ MemberId: `user-${index}` }))],
    ["an item without a member", [{ MemberId: "user-a" }, { Role: "Member" }]],
    ["a role that does not exist", [{ MemberId: "user-a", Role: "Owner" as "Member" }]],
  ];
  for (const [what, items] of wrong) {
    it(`refuses ${what}, and adds no member`, async () => {
      const { chime, accountId, roomId } = world();
      await refused(batch(world(), ...items), "BadRequestException", 400);
      assert.deepEqual(chime.state.members(accountId, roomId), []);
    });
  }

  it("accepts 50 items", async () => {
    const { chime, accountId, roomId } = world();
    const items = Array.from({ length: 50 }, () => ({ MemberId: chime.state.addUser({ accountId }) }));
    assert.deepEqual((await batch(world(), ...items)).Errors, []);
    assert.equal(chime.state.members(accountId, roomId).length, 50);
  });
});
