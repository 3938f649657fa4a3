import assert from "node:assert/strict";

import { forProgram } from "../../provider/native/shapes";
import { OUTCOME_UNKNOWN } from "../../provider/schema/rosters/rosterState";
import { Host, type Properties } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

for (const [service, open] of Object.entries(SCENES)) {
  describe(`Roster hooks with a state of the native form (${service}):`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let host: Host;
    let ana: string;
    let ben: string;
    const start = async (): Promise<void> => {
      const config = { "chime:readConsistencySeconds": "0" };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.roster, config });
    };
    beforeEach(async () => {
      scene = await open();
      await start();
      [ana, ben] = [scene.newMember(), scene.newMember()];
      await host.create(roster(ana, ben));
      await host.stop();
      await start();
    });
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    const rolesOf = (...members: string[]): Properties =>
      Object.fromEntries(members.map((member) => [member, scene.roles[0]]));
    const roster = (...members: string[]): Properties => scene.roster(rolesOf(...members));
    const native = (...members: string[]): Properties =>
      forProgram(scene.kinds.roster, { ...roster(...members) });

    it("diff sees no change", async () => {
      const { inputs } = await host.check(
        { ...roster(), members: [ana, ben].map((id) => scene.item(id)) },
        native(ana, ben),
      );
      const { changes, replaces } = await host.diff(scene.parentId, native(ana, ben), inputs);
      assert.deepEqual([changes, replaces], [false, []]);
    });

    it("update removes a member that the program dropped, and keeps the others", async () => {
      const { inputs } = await host.check({ ...roster(), members: [scene.item(ana)] }, native(ana, ben));
      assert.equal((await host.diff(scene.parentId, native(ana, ben), inputs)).changes, true);
      await host.update(scene.parentId, native(ana, ben), inputs);
      assert.deepEqual(scene.members(), rolesOf(ana));
    });

    it("update adds a member whose outcome is unknown", async () => {
      scene.removeMember(ben);
      const state = forProgram(scene.kinds.roster, scene.roster({ ...rolesOf(ana), [ben]: OUTCOME_UNKNOWN }));
      assert.equal((await host.diff(scene.parentId, state, roster(ana, ben))).changes, true);
      await host.update(scene.parentId, state, roster(ana, ben));
      assert.deepEqual(scene.members(), rolesOf(ana, ben));
    });

    it("read returns the members that exist", async () => {
      scene.removeMember(ben);
      const { outputs } = await host.read(scene.parentId, native(ana, ben));
      assert.deepEqual(outputs["members"], rolesOf(ana));
    });

    it("delete removes all members", async () => {
      await host.delete(scene.parentId, native(ana, ben));
      assert.deepEqual(scene.members(), {});
    });
  });
}
