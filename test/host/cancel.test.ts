import assert from "node:assert/strict";

import { rejectionOf } from "../support/failures";
import { Host, type HostOptions } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

for (const [service, open] of Object.entries(SCENES)) {
  describe(`A deployment that is cancelled (${service}):`, function () {
    this.timeout(30_000);

    let scene: Scene;
    let host: Host;
    const start = async (
      kind: "membership" | "roster",
      options: Pick<HostOptions, "native"> = {},
    ): Promise<void> => {
      const { chime } = scene;
      // The hooks of dist/, because a cancellation is about a process.
      const config = { "chime:callsPerSecond": "1000" };
      host = await Host.start({ chime, kind: scene.kinds[kind], config, process: true, ...options });
    };
    beforeEach(async () => {
      scene = await open();
    });
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    it("retries a create whose answer was lost, so that the state has what it created", async () => {
      await start("membership");
      const member = scene.newMember();
      scene.chime.faults.inject({ operation: "*", kind: "cut", when: "afterWrite", times: "always" });
      const created = host.create(scene.inputs(member));
      await scene.chime.journal.reached(3, { ended: true });
      await host.cancel();
      scene.chime.faults.clear();
      await created;
      assert.deepEqual(scene.members(), { [member]: scene.roles[0] });
    });

    it("retries nothing else any longer, and reports the last answer", async () => {
      await start("membership");
      const member = scene.newMember();
      const error = "ServiceUnavailableException";
      scene.chime.faults.inject({ operation: "*", kind: "error", error, times: "always" });
      const deleted = rejectionOf(host.delete(scene.id(member), scene.inputs(member)));
      // The waits get longer: after the fifth attempt, the next one is up to a second away, and the last one minutes.
      await scene.chime.journal.reached(5, { ended: true });
      await host.cancel();
      assert.match((await deleted).message, /answered ServiceUnavailableException .* after \d attempts/);
      assert.ok(scene.chime.journal.count() < 10);
    });

    it("begins no further removal of a roster, and the next deployment completes them", async () => {
      const team = Object.fromEntries(Array.from({ length: 40 }, () => [scene.newMember(), scene.roles[0]]));
      for (const memberId of Object.keys(team)) scene.add(memberId);
      await start("roster");
      scene.chime.faults.inject({ operation: "*", kind: "delay", milliseconds: 200, times: "always" });
      const deleted = rejectionOf(host.delete(scene.parentId, scene.roster(team)));
      await scene.chime.journal.reached(1, { operation: scene.operations.remove });
      await host.cancel();
      assert.match((await deleted).message, /the deployment was cancelled before this change/);
      const left = Object.keys(scene.members()).length;
      assert.ok(left > 20 && left < 40, `${left} members are left`);
      scene.chime.faults.clear();
      await host.stop();
      await start("roster");
      await host.delete(scene.parentId, scene.roster(team));
      assert.deepEqual(scene.members(), {});
    });

    it("does not begin a removal that waits for the program", async () => {
      const member = scene.newMember();
      scene.add(member);
      await start("membership", { native: true });
      const other = scene.inputs(scene.newMember());
      await host.check(other);
      const deleted = rejectionOf(host.delete(scene.id(member), scene.inputs(member)));
      await host.cancel();
      assert.match(
        (await deleted).message,
        /Did not remove .*: the deployment was cancelled\. This resource stays/,
      );
      assert.equal(scene.chime.journal.count({ operation: scene.operations.remove }), 0);
    });

    // Node.js receives at most 64 KB of what the engine saves after an error, which holds too few ARNs for nine batches.
    if (service === "channels") return;
    const size = service === "moderators" ? 100 : 900;
    it("adds no further members of a roster, and those that it added are in the state", async () => {
      const team = Object.fromEntries(
        Array.from({ length: size }, () => [scene.newMember(), scene.roles[0]]),
      );
      await start("roster");
      scene.chime.faults.inject({ operation: "*", kind: "delay", milliseconds: 200, times: "always" });
      const created = rejectionOf(host.create(scene.roster(team)));
      await scene.chime.journal.reached(1, { operation: scene.operations.batch });
      await host.cancel();
      const error = await created;
      assert.match(error.message, /the deployment was cancelled before this change/);
      assert.deepEqual(host.partialState(error)?.["members"], scene.members());
      assert.ok(Object.keys(scene.members()).length > 0);
    });
  });
}
