import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Ledger } from "../../../../provider/ownership/ledger";
import { Ownership } from "../../../../provider/ownership/ownership";

const ENGINE = "127.0.0.1:4711";

describe("Ownership.untilIdsAreKnown", () => {
  let folder: string;
  let program: Ledger;
  let plugin: Ownership;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "pulumi-chime-unknown-ids-"));
    program = new Ledger(ENGINE, "program", folder);
    plugin = new Ownership(ENGINE, folder);
    plugin.check();
  });
  afterEach(async () => {
    program.remove();
    plugin.end();
    await rm(folder, { recursive: true });
  });

  it("waits until the program knows all ids that it declares", async () => {
    program.addUnknownId();
    program.addUnknownId();
    const order: string[] = [];
    const waited = plugin.untilIdsAreKnown().then(() => order.push("waited"));
    for (const step of ["first", "second"]) {
      await sleep(120);
      order.push(step);
      program.settleUnknownId();
    }
    await waited;
    assert.deepEqual(order, ["first", "second", "waited"]);
  });

  it("ends if an id will stay unknown, and then removals from rosters fail and say why", async () => {
    const calls: string[] = [];
    const removal = {
      what: "remove ana",
      remove: () => Promise.resolve(void calls.push("remove")),
      find: () => Promise.resolve({}),
    };
    program.addUnknownId();
    await assert.rejects(plugin.removeFromRoster("account/room/ana", removal), {
      message: /^Did not remove ana\. After 30 s, the program did not know the ids of all memberships/,
    });
    program.addFailure();
    await plugin.untilIdsAreKnown();
    await assert.rejects(plugin.removeFromRoster("account/room/ana", removal), {
      message: /^Did not remove ana\. A resource or the program failed, so the ids of some memberships/,
    });
    assert.deepEqual(calls, []);
  });

  it("does not wait if all ids are known, or if the engine asked for no check", async () => {
    program.addUnknownId();
    program.settleUnknownId();
    await plugin.untilIdsAreKnown();
    program.addUnknownId();
    const unchecked = new Ownership(ENGINE, folder);
    try {
      await unchecked.untilIdsAreKnown();
    } finally {
      unchecked.end();
    }
  });
});
