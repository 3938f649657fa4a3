import assert from "node:assert/strict";
import { UpdateRoomMembershipCommand, type RoomMembershipRole } from "@aws-sdk/client-chime";
import { inWorld, refused, worldPerTest, type World } from "./world";

describe("UpdateRoomMembership", () => {
  const world = worldPerTest();

  function update({ client, room }: World, MemberId: string, Role?: RoomMembershipRole) {
    return client.send(new UpdateRoomMembershipCommand({ ...room, MemberId, Role }));
  }

  it("returns 200 with the new role, and does not change who invited the member", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    const { RoomMembership, $metadata } = await update(world(), users[0], "Administrator");
    assert.deepEqual(
      [$metadata.httpStatusCode, RoomMembership!.Role, RoomMembership!.InvitedBy],
      [200, "Administrator", "arn:aws:iam::111122223333:user/somebody-else"],
    );
    assert.equal(chime.state.members(accountId, roomId)[0]!.role, "Administrator");
  });

  it("changes nothing without a role", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0], role: "Administrator" });
    const { RoomMembership } = await update(world(), users[0]);
    assert.deepEqual([RoomMembership!.Role, chime.journal.calls()[0]!.written], ["Administrator", false]);
  });

  it("does not change the role of a bot", async () => {
    const { chime, accountId, roomId, bot } = world();
    chime.state.addMember({ accountId, roomId, memberId: bot });
    const error = await refused(update(world(), bot, "Administrator"), "BadRequestException", 400);
    assert.match(error.message, /^The member role can be updated only for user IDs/);
    assert.equal(chime.state.members(accountId, roomId)[0]!.role, "Member");
  });

  it("returns 404 for a user who is not a member", async () => {
    await refused(update(world(), world().users[0], "Member"), "NotFoundException", 404);
  });

  it("demotes the only administrator by default", async () => {
    for (const lastAdministrator of ["allowed", "refused"] as const) {
      await inWorld({ lastAdministrator }, async (open) => {
        const { chime, accountId, roomId, users } = open;
        chime.state.addMember({ accountId, roomId, memberId: users[0], role: "Administrator" });
        chime.state.addMember({ accountId, roomId, memberId: users[1] });
        const call = update(open, users[0], "Member");
        if (lastAdministrator === "allowed") await call;
        else await refused(call, "BadRequestException", 400);
      });
    }
  });
});
