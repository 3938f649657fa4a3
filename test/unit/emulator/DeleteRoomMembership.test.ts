import assert from "node:assert/strict";
import { DeleteRoomMembershipCommand } from "@aws-sdk/client-chime";
import { sendSigned } from "./raw";
import { inWorld, refused, worldPerTest, type World } from "./world";

describe("DeleteRoomMembership", () => {
  const world = worldPerTest();

  function remove({ client, room }: World, MemberId: string) {
    return client.send(new DeleteRoomMembershipCommand({ ...room, MemberId }));
  }

  it("removes the member and no other", async () => {
    const { chime, accountId, roomId, users } = world();
    for (const memberId of users) chime.state.addMember({ accountId, roomId, memberId });
    const { $metadata } = await remove(world(), users[1]);
    assert.equal($metadata.httpStatusCode, 204);
    assert.deepEqual(
      chime.state.members(accountId, roomId).map(({ memberId }) => memberId),
      users.filter((user) => user !== users[1]),
    );
  });

  it("returns 204 with a request id and no body, as on the API page", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    const path = `/accounts/${accountId}/rooms/${roomId}/memberships/${users[0]}`;
    const { status, headers, body } = await sendSigned(chime, { method: "DELETE", path });
    assert.deepEqual([status, headers["content-type"], body], [204, "application/json", ""]);
    assert.equal(headers["x-amzn-requestid"], chime.journal.calls()[0]!.requestId);
  });

  it("returns 404 if the membership does not exist", async () => {
    await refused(remove(world(), world().users[0]), "NotFoundException", 404);
  });

  it("can return 204 if the membership does not exist, but not if the room does not exist", async () => {
    await inWorld({ missingMember: "noContent" }, async (open) => {
      const { $metadata } = await remove(open, open.users[0]);
      assert.deepEqual([$metadata.httpStatusCode, open.chime.journal.calls()[0]!.written], [204, false]);
      await refused(
        remove({ ...open, room: { ...open.room, RoomId: "none" } }, open.users[0]),
        "NotFoundException",
        404,
      );
    });
  });

  it("removes the only administrator by default", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0], role: "Administrator" });
    chime.state.addMember({ accountId, roomId, memberId: users[1] });
    await remove(world(), users[0]);
  });

  it("can refuse to remove the only administrator while the room has other members", async () => {
    await inWorld({ lastAdministrator: "refused" }, async (open) => {
      const { chime, accountId, roomId, users } = open;
      chime.state.addMember({ accountId, roomId, memberId: users[0], role: "Administrator" });
      chime.state.addMember({ accountId, roomId, memberId: users[1] });
      await refused(remove(open, users[0]), "BadRequestException", 400);
      await remove(open, users[1]);
      await remove(open, users[0]);
      assert.deepEqual(chime.state.members(accountId, roomId), []);
    });
  });

  for (const memberId of ["a b", "a/b", "ä%2F", "a+b&c=d?e#f", "(a)!*'", "日本", "x".repeat(1000)]) {
    it(`accepts the id ${JSON.stringify(memberId.slice(0, 20))} in any encoding`, async () => {
      const { chime, accountId, roomId } = world();
      chime.state.addUser({ accountId, userId: memberId, email: "odd@example.com" });
      chime.state.addMember({ accountId, roomId, memberId });
      await remove(world(), memberId);
      assert.deepEqual(chime.state.members(accountId, roomId), []);
      assert.equal(chime.journal.calls()[0]!.memberId, memberId);
    });
  }

  for (const memberId of [".", ".."]) {
    it(`does not resolve ${JSON.stringify(memberId)} as a path`, async () => {
      const { chime, accountId, roomId } = world();
      await refused(remove(world(), memberId), "BadRequestException", 400);
      assert.deepEqual(chime.state.members(accountId, roomId), []);
    });
  }
});
