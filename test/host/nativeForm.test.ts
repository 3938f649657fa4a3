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
