import assert from "node:assert/strict";
import { DeleteChannelMembershipCommand } from "@aws-sdk/client-chime-sdk-messaging";
import type { EmulatorOptions } from "../../../emulator";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { sendSigned } from "./raw";
import { refused } from "./world";

describe("DeleteChannelMembership", () => {
  const world = channelWorldPerTest();

  function remove({ messaging, channel }: ChannelWorld, MemberArn: string) {
    return messaging.send(new DeleteChannelMembershipCommand({ ...channel, MemberArn }));
  }

  it("removes the member, hidden or not, and no other", async () => {
    const { chime, channelArn, users } = world();
    for (const memberArn of users) chime.state.addChannelMember({ channelArn, memberArn, type: "HIDDEN" });
    chime.state.addChannelMember({ channelArn, memberArn: users[2], type: "DEFAULT" });
    await remove(world(), users[1]);
    await remove(world(), users[2]);
    assert.deepEqual(
      chime.state.channelMembers(channelArn).map(({ memberArn }) => memberArn),
      [users[0], users[3], users[4]],
    );
  });

  it("returns 204 with a request id and no body", async () => {
    const { chime, channelArn, admin, users } = world();
    chime.state.addChannelMember({ channelArn, memberArn: users[0] });
    const path = `/channels/${encodeURIComponent(channelArn)}/memberships/${encodeURIComponent(users[0])}`;
    const headers = { "x-amz-chime-bearer": admin };
    const reply = await sendSigned(chime, { method: "DELETE", path, headers });
    assert.deepEqual(
      [reply.status, reply.headers["content-type"], reply.body],
      [204, "application/json", ""],
    );
    assert.equal(reply.headers["x-amzn-requestid"], chime.journal.calls()[0]!.requestId);
  });

  const answers: [NonNullable<EmulatorOptions["missingChannelMember"]>, string, number][] = [
    ["notFound", "NotFoundException", 404],
    ["conflict", "ConflictException", 409],
    ["forbidden", "ForbiddenException", 403],
  ];
  for (const [missingChannelMember, error, status] of answers) {
    it(`returns ${status} if the membership does not exist and the rule is ${missingChannelMember}`, () =>
      inChannelWorld({ missingChannelMember }, async (open) => {
        await refused(remove(open, open.users[0]), error, status);
        assert.equal(open.chime.journal.calls()[0]!.written, false);
      }));
  }

  it("returns 204 if the membership does not exist and the rule is noContent", () =>
    inChannelWorld({ missingChannelMember: "noContent" }, async (open) => {
      const { $metadata } = await remove(open, open.users[0]);
      assert.deepEqual([$metadata.httpStatusCode, open.chime.journal.calls()[0]!.written], [204, false]);
    }));

  it("returns 404 by default if the membership does not exist", async () => {
    await refused(remove(world(), world().users[0]), "NotFoundException", 404);
  });

  for (const userId of ["a:b", "a@example.com", "a.b_c-d", "Z9"]) {
    it(`accepts the id ${userId}`, async () => {
      const { chime, appInstanceArn, channelArn } = world();
      const memberArn = chime.state.addAppInstanceUser({ appInstanceArn, userId });
      chime.state.addChannelMember({ channelArn, memberArn });
      await remove(world(), memberArn);
      assert.deepEqual(chime.state.channelMembers(channelArn), []);
    });
  }
});
