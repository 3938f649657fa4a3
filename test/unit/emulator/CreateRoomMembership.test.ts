import assert from "node:assert/strict";
import { CreateRoomMembershipCommand } from "@aws-sdk/client-chime";
import { inWorld, refused, worldPerTest } from "./world";

describe("CreateRoomMembership", () => {
  const world = worldPerTest();

  it("returns 201 with the membership as on the API page", async () => {
    const { client, room, accountId, roomId, users } = world();
    const before = Date.now();
    const { $metadata, RoomMembership } = await client.send(
      new CreateRoomMembershipCommand({ ...room, MemberId: users[0], Role: "Administrator" }),
    );
    const { UpdatedTimestamp, ...rest } = RoomMembership!;
    assert.equal($metadata.httpStatusCode, 201);
    assert.deepEqual(rest, {
      RoomId: roomId,
      Member: {
        MemberId: "user-a",
        MemberType: "User",
        Email: "a@example.com",
        FullName: "User a",
        AccountId: accountId,
      },
      Role: "Administrator",
      InvitedBy: "arn:aws:iam::111122223333:user/emulator",
    });
    assert.ok(UpdatedTimestamp!.getTime() >= before - 1 && UpdatedTimestamp!.getTime() <= Date.now());
  });

  it("uses the role Member by default", async () => {
    const { chime, client, room, accountId, roomId, users } = world();
    await client.send(new CreateRoomMembershipCommand({ ...room, MemberId: users[0] }));
    assert.deepEqual(chime.state.members(accountId, roomId), [
      { memberId: "user-a", memberType: "User", role: "Member" },
    ]);
  });

  it("adds a bot, also as an administrator", async () => {
    const { chime, client, room, accountId, roomId, bot } = world();
    await client.send(new CreateRoomMembershipCommand({ ...room, MemberId: bot, Role: "Administrator" }));
    assert.deepEqual(chime.state.members(accountId, roomId), [
      { memberId: "bot-1", memberType: "Bot", role: "Administrator" },
    ]);
  });

  it("returns 404 for a user of another account", async () => {
    const { chime, client, room } = world();
    const elsewhere = chime.state.addUser({ accountId: chime.state.addAccount() });
    const call = client.send(new CreateRoomMembershipCommand({ ...room, MemberId: elsewhere }));
    await refused(call, "NotFoundException", 404);
  });

  it("returns a conflict for an existing membership, and does not change it", async () => {
    const { chime, client, room, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    const call = client.send(
      new CreateRoomMembershipCommand({ ...room, MemberId: users[0], Role: "Administrator" }),
    );
    await refused(call, "ConflictException", 409);
    assert.equal(chime.state.members(accountId, roomId)[0]!.role, "Member");
  });

  it("can return 201 for an existing membership, and does not change it", async () => {
    await inWorld(
      { existingMember: "created" },
      async ({ chime, client, room, accountId, roomId, users }) => {
        chime.state.addMember({ accountId, roomId, memberId: users[0] });
        const { RoomMembership, $metadata } = await client.send(
          new CreateRoomMembershipCommand({ ...room, MemberId: users[0], Role: "Administrator" }),
        );
        assert.deepEqual([$metadata.httpStatusCode, RoomMembership!.Role], [201, "Member"]);
        assert.equal(chime.journal.calls()[0]!.written, false);
      },
    );
  });

  it("adds no members above the quota of a room", async () => {
    await inWorld({ quotas: { membershipsPerRoom: 1 } }, async ({ client, room, users }) => {
      await client.send(new CreateRoomMembershipCommand({ ...room, MemberId: users[0] }));
      const call = client.send(new CreateRoomMembershipCommand({ ...room, MemberId: users[1] }));
      await refused(call, "ResourceLimitExceededException", 400);
    });
  });

  it("adds no member to more rooms than the quota of a profile", async () => {
    await inWorld(
      { quotas: { membershipsPerProfile: 1 } },
      async ({ chime, client, room, accountId, users }) => {
        const RoomId = chime.state.addRoom({ accountId });
        await client.send(new CreateRoomMembershipCommand({ ...room, MemberId: users[0] }));
        const call = client.send(new CreateRoomMembershipCommand({ ...room, RoomId, MemberId: users[0] }));
        await refused(call, "ResourceLimitExceededException", 400);
        await client.send(new CreateRoomMembershipCommand({ ...room, RoomId, MemberId: users[1] }));
      },
    );
  });

  it("adds at most 1000 members by default", async () => {
    const { chime, client, room, accountId, roomId } = world();
    for (let index = 0; index <= 1000; index += 1) {
      const memberId = chime.state.addUser({ accountId, userId: `many-${index}` });
      if (index < 1000) chime.state.addMember({ accountId, roomId, memberId });
    }
    const call = client.send(new CreateRoomMembershipCommand({ ...room, MemberId: "many-1000" }));
    await refused(call, "ResourceLimitExceededException", 400);
  });
});
