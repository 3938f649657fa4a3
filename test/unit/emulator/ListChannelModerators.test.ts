import assert from "node:assert/strict";
import { ListChannelModeratorsCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest } from "./channelWorld";

describe("ListChannelModerators", () => {
  const world = channelWorldPerTest();

  it("returns the ARN and the name of each moderator once over several pages, and no member", async () => {
    const { chime, messaging, channel, channelArn, users } = world();
    for (const moderatorArn of [users[0], users[1]])
      chime.state.addChannelModerator({ channelArn, moderatorArn });
    chime.state.addChannelMember({ channelArn, memberArn: users[2] });
    const first = await messaging.send(new ListChannelModeratorsCommand({ ...channel, MaxResults: 1 }));
    const { NextToken } = first;
    const second = await messaging.send(
      new ListChannelModeratorsCommand({ ...channel, MaxResults: 1, NextToken }),
    );
    assert.deepEqual(
      [first, second].map((page) => [page.ChannelArn, page.ChannelModerators]),
      [
        [channelArn, [{ Moderator: { Arn: users[0], Name: "User a" } }]],
        [channelArn, [{ Moderator: { Arn: users[1], Name: "User b" } }]],
      ],
    );
    assert.equal(second.NextToken, undefined);
  });
});
