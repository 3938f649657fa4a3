import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { install, type Clock } from "@sinonjs/fake-timers";

import { Ownership, type Removal } from "../../../../provider/ownership/ownership";

const ID = "account/room/ana";
const QUIET_MS = 1_000;

describe("Where no program writes a ledger, a removal", () => {
  let folder: string;
  let clock: Clock;
  let plugin: Ownership;
  let removedAt: number | undefined;
  const removal: Removal = {
    kind: "membership",
    what: "remove ana",
    remove: () => {
      removedAt = performance.now();
      return Promise.resolve();
    },
    find: () => Promise.resolve({}),
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-chime-quiet-"));
    clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    removedAt = undefined;
    plugin = new Ownership("127.0.0.1:4711", folder, undefined, QUIET_MS);
    plugin.check();
  });
  afterEach(() => {
    clock.uninstall();
    rmSync(folder, { recursive: true });
  });

  it("waits until the engine has asked for no check for that time", async () => {
    const outcome = plugin.remove(ID, removal);
    await clock.tickAsync(900);
    plugin.check();
    await clock.tickAsync(2_000);
    assert.equal(await outcome, "removed");
    assert.equal(removedAt, 1_900);
  });

  it("waits for a look-up of the program, and for that time after it", async () => {
    let answer = (): void => undefined;
    const lookUp = plugin.whileProgramLooksUp(() => new Promise<void>((resolve) => (answer = resolve)));
    const outcome = plugin.remove(ID, removal);
    await clock.tickAsync(5_000);
    assert.equal(removedAt, undefined);
    answer();
    await lookUp;
    await clock.tickAsync(2_000);
    assert.equal(await outcome, "removed");
    assert.equal(removedAt, 6_000);
  });

  it("finds a resource that is checked meanwhile, and keeps its member", async () => {
    const outcome = assert.rejects(plugin.remove(ID, removal), {
      message: /another resource of this program declares it/,
    });
    await clock.tickAsync(500);
    plugin.check();
    plugin.desire([ID]);
    await clock.tickAsync(2_000);
    await outcome;
    assert.equal(removedAt, undefined);
  });

  it("keeps a member whom a new resource takes, because its create may have been skipped", async () => {
    plugin.expectCreate([ID], "membership");
    const outcome = assert.rejects(plugin.remove(ID, removal, plugin.replacementOf([ID], "membership")), {
      message: /another resource of this program declares it/,
    });
    await clock.tickAsync(2_000);
    await outcome;
    assert.equal(removedAt, undefined);
  });

  it("removes a member whose entry is deleted to be created again, as its diff says", async () => {
    plugin.declareAgain("membership", [ID], [ID]);
    plugin.recreate([ID]);
    plugin.expectCreate([ID], "membership");
    const outcome = plugin.remove(ID, removal, plugin.replacementOf([ID], "membership"));
    await clock.tickAsync(2_000);
    assert.equal(await outcome, "removed");
  });

  it("fails if the program declares resources for 30 seconds, and removes nobody", async () => {
    const outcome = assert.rejects(plugin.remove(ID, removal), {
      message: /^Did not remove ana: the program still declared resources after 30 s/,
    });
    for (let seconds = 0; seconds < 40; seconds += 0.5) {
      plugin.check();
      await clock.tickAsync(500);
    }
    await outcome;
    assert.equal(removedAt, undefined);
  });
});
