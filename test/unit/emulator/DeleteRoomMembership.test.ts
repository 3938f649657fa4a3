import assert from "node:assert/strict";
import { DeleteRoomMembershipCommand } from "@aws-sdk/client-chime";
import { sendSigned } from "./raw";
import { inWorld, refused, worldPerTest, type World } from "./world";

describe("DeleteRoomMembership", () => {
  const world = worldPerTest();

  function remove({ client, room }: World, MemberId: string) {
    return client.send(new DeleteRoomMembershipCommand({ ...room, MemberId }));
  }

  it("removes the member and nobody else", async () => {
    const { chime, accountId, roomId, users } = world();
    for (const memberId of users) chime.state.addMember({ accountId, roomId, memberId });
    const { $metadata } = await remove(world(), users[1]);
    assert.equal($metadata.httpStatusCode, 204);
    assert.deepEqual(
      chime.state.members(accountId, roomId).map(({ memberId }) => memberId),
      users.filter((user) => user !== users[1]),
    );
  });

  it("answers 204 with no body and a request id, as the API page shows", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    const path = `/accounts/${accountId}/rooms/${roomId}/memberships/${users[0]}`;
    const { status, headers, body } = await sendSigned(chime, { method: "DELETE", path });
    assert.deepEqual([status, headers["content-type"], body], [204, "application/json", ""]);
    assert.equal(headers["x-amzn-requestid"], chime.journal.calls()[0]!.requestId);
  });

  it("does not find somebody who is not a member", async () => {
    await refused(remove(world(), world().users[0]), "NotFoundException", 404);
  });

  it("can answer 204 for somebody who is not a member, but not where there is no room", async () => {
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

  it("can refuse to leave a room without an administrator, while others are in it", async () => {
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
    it(`takes the id ${JSON.stringify(memberId.slice(0, 20))} as it is, however it is encoded on the way`, async () => {
      const { chime, accountId, roomId } = world();
      chime.state.addUser({ accountId, userId: memberId, email: "odd@example.com" });
      chime.state.addMember({ accountId, roomId, memberId });
      await remove(world(), memberId);
      assert.deepEqual(chime.state.members(accountId, roomId), []);
      assert.equal(chime.journal.calls()[0]!.memberId, memberId);
    });
  }

  for (const memberId of [".", ".."]) {
    it(`does not take ${JSON.stringify(memberId)} for the path above`, async () => {
      const { chime, accountId, roomId } = world();
      await refused(remove(world(), memberId), "BadRequestException", 400);
      assert.deepEqual(chime.state.members(accountId, roomId), []);
    });
  }
});
