import assert from "node:assert/strict";
import { CreateChannelMembershipCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

describe("the state of channels", () => {
  const world = channelWorldPerTest();

  function create({ messaging, channelArn: ChannelArn, users }: ChannelWorld, ChimeBearer: string) {
    const member = { MemberArn: users[1], Type: "DEFAULT" } as const;
    return messaging.send(new CreateChannelMembershipCommand({ ChannelArn, ChimeBearer, ...member }));
  }

  it("changes without an entry in the journal and without quotas", () => {
    const { chime, channelArn, users } = world();
    const { state } = chime;
    state.addChannelMember({ channelArn, memberArn: users[0] });
    state.addChannelMember({ channelArn, memberArn: users[1] });
    state.addChannelMember({ channelArn, memberArn: users[0], type: "HIDDEN" });
    assert.deepEqual(state.channelMembers(channelArn), [
      { memberArn: users[0], type: "HIDDEN" },
      { memberArn: users[1], type: "DEFAULT" },
    ]);
    state.removeChannelMember({ channelArn, memberArn: users[1] });
    state.removeAppInstanceUser({ arn: users[0] });
    assert.deepEqual(state.channelMembers(channelArn), []);
    assert.equal(chime.journal.count(), 0);
  });

  it("adds and removes rights", async () => {
    const { chime, channelArn, users, admin } = world();
    chime.state.addChannelModerator({ channelArn, moderatorArn: users[0] });
    await create(world(), users[0]);
    chime.state.removeChannelMember({ channelArn, memberArn: users[1] });
    chime.state.removeChannelModerator({ channelArn, moderatorArn: users[0] });
    await refused(create(world(), users[0]), "ForbiddenException", 403);
    chime.state.removeAppInstanceAdmin({ adminArn: admin });
    await refused(create(world(), admin), "ForbiddenException", 403);
  });

  it("sets, changes and removes the settings of an app instance and a channel", () => {
    const { chime, appInstanceArn, channelArn } = world();
    const { state } = chime;
    const stream = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-a";
    state.setRetention({ appInstanceArn, retentionDays: 30 });
    state.setStreaming({ appInstanceArn, streams: { Channel: stream } });
    assert.equal(state.retentionDaysOf(appInstanceArn), 30);
    assert.deepEqual(state.streamingOf(appInstanceArn), { Channel: stream });
    const channelFlowArn = state.addChannelFlow({ appInstanceArn });
    state.associateChannelFlow({ channelArn, channelFlowArn });
    assert.equal(state.channelFlowOf(channelArn), channelFlowArn);
    state.setRetention({ appInstanceArn });
    state.setStreaming({ appInstanceArn });
    state.associateChannelFlow({ channelArn });
    assert.equal(state.retentionDaysOf(appInstanceArn), undefined);
    assert.equal(state.streamingOf(appInstanceArn), undefined);
    assert.equal(state.channelFlowOf(channelArn), undefined);
  });

  it("has nothing that was removed", () => {
    const { chime, appInstanceArn, channelArn } = world();
    chime.state.removeChannel({ channelArn });
    assert.deepEqual(chime.state.channels(appInstanceArn), []);
    chime.state.removeAppInstance({ appInstanceArn });
    assert.deepEqual(chime.state.appInstances(), []);
  });

  it("throws for resources that do not exist", () => {
    const { chime, appInstanceArn, channelArn, users } = world();
    const { state } = chime;
    const none = `${appInstanceArn}-none`;
    const nobody = `${appInstanceArn}/user/nobody`;
    const noChannel = `${channelArn}-none`;
    const acts: (() => unknown)[] = [
      () => state.addAppInstanceUser({ appInstanceArn: none }),
      () => state.addAppInstanceBot({ appInstanceArn: none }),
      () => {
        state.addAppInstanceAdmin({ adminArn: nobody });
      },
      () => state.addChannel({ appInstanceArn: none }),
      () => {
        state.addChannelModerator({ channelArn, moderatorArn: nobody });
      },
      () => {
        state.addChannelMember({ channelArn, memberArn: nobody });
      },
      () => {
        state.addChannelMember({ channelArn: noChannel, memberArn: users[0] });
      },
      () => {
        state.removeChannel({ channelArn: noChannel });
      },
      () => {
        state.removeAppInstanceUser({ arn: nobody });
      },
      () => {
        state.removeAppInstance({ appInstanceArn: none });
      },
      () => state.channels(none),
      () => state.appInstanceUsers(none),
      () => state.channelMembers(noChannel),
    ];
    for (const act of acts) assert.throws(act, /does not exist/);
    const remove = (): void => {
      state.removeChannelMember({ channelArn, memberArn: users[0] });
    };
    assert.throws(remove, /user-a is not a member of the channel/);
  });
});
