import assert from "node:assert/strict";

import { ChimeSDKMessagingClient, CreateChannelMembershipCommand } from "@aws-sdk/client-chime-sdk-messaging";

import { FAMILIES, FAMILY } from "../../../bench/families";
import { actionsOf, type Actions } from "../../../bench/service/actions";
import { startEmulator, type Emulator } from "../../../emulator";

describe("The service of the benchmark", () => {
  let chime: Emulator;
  let actions: Actions;

  before(async () => {
    // A clock that stands still, so that it does not matter how long the calls take.
    const start = Date.now();
    chime = await startEmulator({ now: () => start });
    actions = actionsOf(chime);
  });

  after(() => chime.stop());

  it("has people for each family whose ids are as long as the bounds take them to be", () => {
    for (const family of FAMILIES) {
      const { place, members } = actions.team(family, 2);
      const lengths = members.map((member) => Object.values(member)[0]?.length);
      assert.deepEqual(lengths, [FAMILY[family].memberIdLength, FAMILY[family].memberIdLength], family);
      assert.equal(actions.membersIn(place), 0);
    }
  });

  it("lays out a channel that its bearer may fill, and enforces the published rates where asked to", async () => {
    const team = actions.team("channels", 30);
    assert.equal(await refusedAdding(team), 0);
    assert.equal(actions.membersIn(team.place), 30);
    actions.limit("published");
    assert.equal(await refusedAdding(actions.team("channels", 30)), 20);
    actions.limit(null);
    assert.equal(await refusedAdding(actions.team("channels", 30)), 0);
  });

  /** Adds everybody at once; answers how many calls the tally says were refused. */
  async function refusedAdding({ place, members }: ReturnType<Actions["team"]>): Promise<number> {
    assert.ok("channelArn" in place);
    const input = { ChannelArn: place.channelArn, ChimeBearer: place.chimeBearer, Type: "DEFAULT" } as const;
    const { url: endpoint, credentials } = chime;
    const client = new ChimeSDKMessagingClient({
      region: "us-east-1",
      endpoint,
      credentials,
      maxAttempts: 1,
    });
    actions.forgetCalls();
    const calls = members.map((member) => {
      assert.ok("memberArn" in member);
      return client.send(new CreateChannelMembershipCommand({ ...input, MemberArn: member.memberArn }));
    });
    await Promise.allSettled(calls);
    client.destroy();
    return actions.tally().refused;
  }
});
