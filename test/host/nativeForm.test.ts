import assert from "node:assert/strict";

import type { Properties } from "../../provider/schema/properties";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { rejectionOf } from "../support/failures";
import { NativeHost } from "../support/nativeHost";
import { Room } from "../support/room";
import { Channel, MEMBERSHIP_SCENES, SCENES, type MembershipScene, type Scene } from "../support/scenes";
import { inputProblems, outputProblems, resultProblems } from "../support/schemaTypes";

// What the native form has of its own. With `npm run test:native`, it also passes the tests of the dynamic form.
for (const [service, open] of Object.entries(MEMBERSHIP_SCENES)) {
  describe(`The native plugin replies with the types of the package schema (${service}):`, function () {
    this.timeout(60_000);

    let scene: MembershipScene;
    let host: NativeHost;
    beforeEach(async () => {
      scene = await open();
      host = await NativeHost.start(scene.chime);
    });
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    it("a membership", async () => {
      const kind = scene.kinds.membership;
      const ana = scene.newMember();
      const { inputs } = await host.check(kind, scene.inputs(ana));
      assert.deepEqual(inputProblems(kind, inputs), []);
      const { id, outputs } = await host.create(kind, inputs);
      assert.deepEqual(outputProblems(kind, outputs), []);
      const read = await host.read(kind, id, outputs);
      assert.deepEqual([...inputProblems(kind, read.inputs), ...outputProblems(kind, read.outputs)], []);
      const updated = await host.update(kind, id, {
        olds: outputs,
        news: { ...inputs, adoptExisting: true },
      });
      assert.deepEqual(outputProblems(kind, updated), []);
      for (const planned of [
        (await host.create(kind, inputs, true)).outputs,
        await host.update(kind, id, { olds: outputs, news: inputs, preview: true }),
      ])
        assert.deepEqual(outputProblems(kind, planned), []);
    });
  });
}

for (const [service, open] of Object.entries(SCENES)) {
  describe(`A roster of the native form (${service})`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let host: NativeHost;
    let ana: string;
    let ben: string;
    beforeEach(async () => {
      scene = await open();
      host = await NativeHost.start(scene.chime);
      [ana, ben] = [scene.newMember(), scene.newMember()];
    });
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    const declared = (members: unknown, more: Properties = {}): Properties => ({
      ...scene.roster([]),
      members,
      ...more,
    });
    const checked = async (members: unknown, more: Properties = {}): Promise<Properties> => {
      const { inputs, failures } = await host.check(scene.kinds.roster, declared(members, more));
      assert.deepEqual(failures, []);
      return inputs;
    };

    it("has the types of the package schema, also those of its other members", async () => {
      const kind = scene.kinds.roster;
      const inputs = await checked([scene.item(ana)], { exclusive: true, ignoreMembers: [ben] });
      assert.deepEqual(inputProblems(kind, inputs), []);
      const { id, outputs } = await host.create(kind, inputs);
      assert.deepEqual(outputProblems(kind, outputs), []);
      for (const member of [scene.newMember(), scene.newMember()]) scene.add(member);
      const read = await host.read(kind, id, outputs);
      assert.deepEqual([...inputProblems(kind, read.inputs), ...outputProblems(kind, read.outputs)], []);
      assert.equal(Object.keys(read.outputs["otherMembers"] as object).length, 2);
      const updated = await host.update(kind, id, { olds: read.outputs, news: inputs });
      assert.deepEqual(outputProblems(kind, updated), []);
      assert.deepEqual(Object.keys(scene.members()), [ana]);
    });

    it("is refused if its members are a map, also an empty one, which would remove all", async () => {
      const olds = await checked([scene.item(ana)]);
      for (const members of [{}, { [ana]: scene.roles[0] }, { members: [ana] }]) {
        const { failures } = await host.check(scene.kinds.roster, declared(members), olds);
        assert.deepEqual(failures, [{ property: "", reason: "members must be a list." }]);
      }
    });

    it("keeps the members of a state of the dynamic form, which has a map, with ignoreChanges", async () => {
      const olds = scene.roster({ [ana]: scene.roles[0] });
      const { members } = olds;
      const { inputs, failures } = await host.check(scene.kinds.roster, { ...olds, members }, olds);
      assert.deepEqual([failures, Array.isArray(inputs["members"])], [[], true]);
    });

    it("is updated if its state is one of the dynamic form, so that its outputs get the shape of the package schema", async () => {
      const kind = scene.kinds.roster;
      const olds = scene.roster({ [ana]: scene.roles[0] });
      const inputs = await checked([scene.item(ana)]);
      assert.equal(await host.diff(kind, scene.parentId, olds, inputs), true);
      assert.equal(await host.diff(kind, scene.parentId, inputs, inputs), false);
    });

    it("is accepted if its members are not known yet", async () => {
      for (const members of [UNKNOWN_VALUE, [UNKNOWN_VALUE]])
        assert.equal((await checked(members))["members"], UNKNOWN_VALUE);
    });

    it("does not know in the preview of an update who its other members are afterwards", async () => {
      const kind = scene.kinds.roster;
      const news = await checked([scene.item(ana)]);
      const { id, outputs } = await host.create(kind, news);
      scene.add(ben);
      const { outputs: olds } = await host.read(kind, id, { ...outputs, exclusive: true });
      assert.ok(olds["otherMembers"]);
      const hidden = { transferring: { [ben]: scene.roles[0] }, unconfirmedMembers: [ana] };
      const planned = await host.update(kind, id, { olds: { ...olds, ...hidden }, news, preview: true });
      assert.deepEqual(planned, { ...news, otherMembers: UNKNOWN_VALUE });
      assert.deepEqual(await host.update(kind, id, { olds, news }), news);
    });
  });
}

describe("The preview of the native plugin", function () {
  this.timeout(60_000);

  it("knows the id in an update, but no other output that is no input, and nothing in a create", async () => {
    const { chime, appInstanceArn, channelArn, chimeBearer } = await Channel.open();
    const host = await NativeHost.start(chime);
    try {
      const { inputs } = await host.check("Channel", { appInstanceArn, name: "Launch", chimeBearer });
      const created = (await host.create("Channel", inputs, true)).outputs;
      assert.deepEqual(created, { ...inputs, channelArn: UNKNOWN_VALUE });
      const planned = { olds: { ...inputs, channelArn }, news: inputs, preview: true };
      assert.deepEqual(await host.update("Channel", channelArn, planned), { ...inputs, channelArn });

      const memberArn = chime.state.addAppInstanceUser({ appInstanceArn });
      const membership = { channelArn, memberArn, chimeBearer, type: "DEFAULT" };
      const olds = { ...membership, invitedByArn: chimeBearer };
      const id = `${channelArn},${memberArn}`;
      assert.deepEqual(
        await host.update("ChannelMembership", id, { olds, news: membership, preview: true }),
        { ...membership, invitedByArn: UNKNOWN_VALUE },
      );
    } finally {
      await host.stop();
      await chime.stop();
    }
  });
});

describe("A function of the native plugin", function () {
  this.timeout(60_000);

  let room: Room;
  let host: NativeHost;
  beforeEach(async () => {
    room = await Room.open();
    host = await NativeHost.start(room.chime);
  });
  afterEach(async () => {
    await host.stop();
    await room.close();
  });

  it("takes null for an argument that is not set", async () => {
    const { accountId, roomId } = room;
    const result = await host.invoke("getRooms", { accountId, name: null });
    assert.deepEqual(resultProblems("getRooms", result), []);
    assert.deepEqual(
      (result["rooms"] as { roomId: string }[]).map((found) => found.roomId),
      [roomId],
    );
  });

  it("still names a required argument that is null", async () => {
    const { message } = await rejectionOf(host.invoke("getRooms", { accountId: null }));
    assert.match(message, /getRooms: accountId is required\./);
  });
});

describe("The native plugin", function () {
  this.timeout(60_000);

  let channel: Channel;
  let host: NativeHost;
  beforeEach(async () => {
    channel = await Channel.open();
    host = await NativeHost.start(channel.chime);
  });
  afterEach(async () => {
    await host.stop();
    await channel.chime.stop();
  });

  it("refuses an alias to a resource of another kind whose id has the same format", async () => {
    const { appInstanceArn, channelArn, chimeBearer } = channel;
    const memberArn = channel.chime.state.addAppInstanceUser({ appInstanceArn });
    const roster = { channelArn, chimeBearer, members: [{ memberArn, type: "DEFAULT" }] };
    const { inputs } = await host.check("Channel", { appInstanceArn, name: "Other", chimeBearer });
    await assert.rejects(
      host.diff("Channel", channelArn, roster, inputs),
      /gives this Channel the entry of a ChannelRoster, which cannot become a Channel/,
    );
  });

  it("omits an input that is null", async () => {
    const { channelArn, chimeBearer } = channel;
    const memberArn = `${chimeBearer}-2`;
    const { inputs } = await host.check("ChannelMembership", {
      channelArn,
      memberArn,
      chimeBearer,
      adoptExisting: null,
    });
    assert.deepEqual(inputs, { channelArn, memberArn, chimeBearer, type: "DEFAULT" });
  });

  it("knows an unknown value of every type", async () => {
    const { channelArn, chimeBearer } = channel;
    // What the engine passes for an unknown list and for an unknown boolean.
    const members = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";
    const exclusive = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
    const { failures } = await host.check("ChannelRoster", { channelArn, chimeBearer, members, exclusive });
    assert.deepEqual(failures, []);
  });

  it("accepts arguments of a provider of which some, or parts, are not known yet", async () => {
    for (const args of [
      { assumeRole: { roleArn: UNKNOWN_VALUE } },
      { accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: UNKNOWN_VALUE },
    ])
      assert.deepEqual(await host.checkConfig(args), []);
    assert.notDeepEqual(await host.checkConfig({ accessKey: "AKIAIOSFODNN7EXAMPLE" }), []);
  });

  it("reads secret inputs that somebody set, so that ignoreChanges keeps them", async () => {
    const { appInstanceArn, chime } = channel;
    const appInstanceUserArn = chime.state.addAppInstanceUser({
      appInstanceArn,
      name: "Ada",
      metadata: "theirs",
    });
    const state = { appInstanceArn, appInstanceUserArn, name: "Ada" };
    const { inputs } = await host.read("AppInstanceUser", appInstanceUserArn, state);
    assert.deepEqual(
      [inputs["name"], inputs["metadata"]].map((secret) => (secret as { value?: unknown }).value ?? secret),
      ["Ada", "theirs"],
    );
  });
});
