import assert from "node:assert/strict";

import { ChimeSDKMessagingClient, CreateChannelMembershipCommand } from "@aws-sdk/client-chime-sdk-messaging";

import { API_NAMES } from "../../../bench/apiName";
import { API_PROFILES } from "../../../bench/apiProfiles";
import { actionsOf, type EmulatorActions } from "../../../bench/emulator/actions";
import { startEmulator, type Emulator } from "../../../emulator";

describe("The emulator process of the benchmark", () => {
  let chime: Emulator;
  let actions: EmulatorActions;

  before(async () => {
    // With a fixed clock, no tokens are refilled, however long the calls take.
    const start = Date.now();
    chime = await startEmulator({ now: () => start });
    actions = actionsOf(chime);
  });

  after(() => chime.stop());

  it("creates member ids of the length that the bounds assume", () => {
    for (const api of API_NAMES) {
      const { parent, members } = actions.createTeam(api, 2);
      const lengths = members.map((member) => Object.values(member)[0]?.length);
      assert.deepEqual(lengths, [API_PROFILES[api].memberIdLength, API_PROFILES[api].memberIdLength], api);
      assert.equal(actions.memberCount(parent), 0);
    }
  });

  it("creates a channel whose bearer can add members, and enforces the published rates only on request", async () => {
    const team = actions.createTeam("channels", 30);
    assert.equal(await countThrottledAdds(team), 0);
    assert.equal(actions.memberCount(team.parent), 30);
    actions.setConditions("published", 0);
    assert.equal(await countThrottledAdds(actions.createTeam("channels", 30)), 20);
    actions.setConditions(null, 0);
    assert.equal(await countThrottledAdds(actions.createTeam("channels", 30)), 0);
  });

  it("delays each call by the distance", async () => {
    actions.setConditions(null, 5);
    await countThrottledAdds(actions.createTeam("channels", 3));
    const faults = chime.journal.calls().map((call) => call.faults);
    assert.deepEqual(faults, [["delay 5 ms"], ["delay 5 ms"], ["delay 5 ms"]]);
    actions.setConditions(null, 0);
    await countThrottledAdds(actions.createTeam("channels", 1));
    assert.deepEqual(chime.journal.calls()[0]?.faults, []);
  });

  /** Adds all members concurrently and returns the number of throttled calls. */
  async function countThrottledAdds({
    parent,
    members,
  }: ReturnType<EmulatorActions["createTeam"]>): Promise<number> {
    assert.ok("channelArn" in parent);
    const input = {
      ChannelArn: parent.channelArn,
      ChimeBearer: parent.chimeBearer,
      Type: "DEFAULT",
    } as const;
    const { url: endpoint, credentials } = chime;
    const client = new ChimeSDKMessagingClient({
      region: "us-east-1",
      endpoint,
      credentials,
      maxAttempts: 1,
    });
    actions.clearCalls();
    const calls = members.map((member) => {
      assert.ok("memberArn" in member);
      return client.send(new CreateChannelMembershipCommand({ ...input, MemberArn: member.memberArn }));
    });
    await Promise.allSettled(calls);
    client.destroy();
    return actions.tally().throttled;
  }
});
