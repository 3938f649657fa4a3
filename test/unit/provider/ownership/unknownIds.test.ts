import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { install, type Clock } from "@sinonjs/fake-timers";

import { Ledger } from "../../../../provider/ownership/ledger";
import { Ownership, type Removal } from "../../../../provider/ownership/ownership";

const ENGINE = "127.0.0.1:4711";
const ID = "account/room/ana";

const REMOVAL: Removal = {
  kind: "membership",
  what: "remove ana",
  remove: () => Promise.resolve(),
  find: () => Promise.resolve({}),
};
const UNCALLED: Removal = { ...REMOVAL, remove: () => Promise.reject(new Error("called")) };

describe("While ids are unknown,", () => {
  let folder: string;
  let program: Ledger;
  let plugin: Ownership;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-chime-unknown-ids-"));
    program = new Ledger(ENGINE, "program", folder);
    plugin = new Ownership(ENGINE, folder);
    plugin.check();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  describe("Ownership.untilIdsAreKnown", () => {
    let clock: Clock;
    beforeEach(() => {
      clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    });
    afterEach(() => {
      clock.uninstall();
    });

    /** When the wait of this process ends, in milliseconds from now. */
    const waitOf = (ownership: Ownership): Promise<number> =>
      ownership.untilIdsAreKnown().then(() => performance.now());

    it("waits until the program knows all ids that it declares", async () => {
      program.addUnknownId();
      program.addUnknownId();
      const waited = waitOf(plugin);
      await clock.tickAsync(110);
      program.settleUnknownId();
      await clock.tickAsync(100);
      program.settleUnknownId();
      await clock.tickAsync(100);
      assert.equal(await waited, 250);
    });

    it("ends after 30 seconds", async () => {
      program.addUnknownId();
      const waited = waitOf(plugin);
      await clock.tickAsync(60_000);
      assert.equal(await waited, 30_000);
    });

    for (const [condition, ownershipNow] of [
      [
        "all ids are known",
        () => {
          program.addUnknownId();
          program.settleUnknownId();
          return plugin;
        },
      ],
      [
        "an id will stay unknown",
        () => {
          program.addUnknownId();
          program.addFailure();
          return plugin;
        },
      ],
      [
        "the engine asked for no check",
        () => {
          program.addUnknownId();
          return new Ownership(ENGINE, folder);
        },
      ],
      ["there is no engine", () => aloneAfterCheck()],
    ] as const) {
      it(`does not wait if ${condition}`, async () => {
        const waited = waitOf(ownershipNow());
        await clock.tickAsync(60_000);
        assert.equal(await waited, 0);
      });
    }
  });

  describe("Ownership.removeFromRoster", () => {
    it("fails while an id is not known, and says how long the roster waited", async () => {
      program.addUnknownId();
      await assert.rejects(plugin.removeFromRoster(ID, UNCALLED), {
        message:
          /^Did not remove ana\. After 30 s, .* did not know the ids .*`pulumi up` again, with a larger --parallel/,
      });
    });

    it("fails if an id stays unknown, and says that something else failed", async () => {
      program.addUnknownId();
      program.addFailure();
      await assert.rejects(plugin.removeFromRoster(ID, UNCALLED), {
        message:
          /^Did not remove ana\. A resource or the program failed, .*Fix that error, or include the resource, and run `pulumi up` again\.$/,
      });
    });

    it("removes the member if all ids are known, if the engine asked for no check, or without an engine", async () => {
      assert.equal(plugin.areIdsKnown, true);
      assert.equal(await plugin.removeFromRoster(ID, REMOVAL), "removed");
      program.addUnknownId();
      const unchecked = new Ownership(ENGINE, folder);
      assert.equal(unchecked.areIdsKnown, false);
      assert.equal(await unchecked.removeFromRoster(ID, REMOVAL), "removed");
      const alone = aloneAfterCheck();
      assert.equal(alone.areIdsKnown, true);
      assert.equal(await alone.removeFromRoster(ID, REMOVAL), "removed");
    });
  });
});

/** The ownership in a process that the engine asked for a check, but that does not know the engine's address. */
function aloneAfterCheck(): Ownership {
  const alone = new Ownership("");
  alone.check();
  return alone;
}
