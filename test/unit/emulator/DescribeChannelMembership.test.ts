import assert from "node:assert/strict";
import { DescribeChannelMembershipCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

describe("DescribeChannelMembership", () => {
  const world = channelWorldPerTest();

  async function describeMember({ messaging, channel }: ChannelWorld, MemberArn: string) {
    const reply = await messaging.send(new DescribeChannelMembershipCommand({ ...channel, MemberArn }));
    return reply.ChannelMembership;
  }

  for (const type of ["DEFAULT", "HIDDEN"] as const) {
    it(`returns a ${type} member with its type, its times and who added it`, () =>
      inChannelWorld({ now: () => Date.UTC(2026, 1, 3, 4, 5, 6, 789) }, async (open) => {
        // The client signs by the clock of the emulator, to which its signature would be of another day.
        const { messaging, chime, channelArn, users, channel } = open;
        messaging.config.systemClockOffset = Date.UTC(2026, 1, 3, 4, 5, 6) - Date.now();
        chime.state.addChannelMember({ channelArn, memberArn: users[0], type });
        const { ChannelMembership } = await messaging.send(
          new DescribeChannelMembershipCommand({ ...channel, MemberArn: users[0] }),
        );
        const { InvitedBy, ...rest } = ChannelMembership!;
        const time = new Date(Date.UTC(2026, 1, 3, 4, 5, 6, 789));
        assert.deepEqual(rest, {
          Type: type,
          Member: { Arn: users[0], Name: "User a" },
          ChannelArn: channelArn,
          CreatedTimestamp: time,
          LastUpdatedTimestamp: time,
        });
        assert.match(InvitedBy!.Arn!, /somebody-else$/);
      }));
  }

  it("returns 404 for a user who is not in the channel, and for one that does not exist", async () => {
    const { users, appInstanceArn } = world();
    await refused(describeMember(world(), users[0]), "NotFoundException", 404);
    await refused(describeMember(world(), `${appInstanceArn}/user/nobody`), "NotFoundException", 404);
  });

  it("does not return a write in the first reads of that member, as many as the lag", async () => {
    const { chime, channelArn, users } = world();
    chime.state.addChannelMember({ channelArn, memberArn: users[1] });
    assert.ok(await describeMember(world(), users[1]));
    chime.faults.setReadLag({ reads: 2 });
    chime.state.addChannelMember({ channelArn, memberArn: users[0] });
    for (let look = 0; look < 2; look += 1) {
      assert.ok(await describeMember(world(), users[1]));
      await refused(describeMember(world(), users[0]), "NotFoundException", 404);
    }
    assert.ok(await describeMember(world(), users[0]));
    chime.state.removeChannelMember({ channelArn, memberArn: users[0] });
    assert.ok(await describeMember(world(), users[0]));
    assert.ok(await describeMember(world(), users[0]));
    await refused(describeMember(world(), users[0]), "NotFoundException", 404);
  });
});
