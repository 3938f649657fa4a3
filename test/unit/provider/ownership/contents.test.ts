import assert from "node:assert/strict";

import { install } from "@sinonjs/fake-timers";

import { Ownership, type Removal } from "../../../../provider/ownership/ownership";

const CHANNEL = "app/channel/launch";
const MEMBER = "app/channel/launch,ana";

describe("A channel that is deleted to be created again", () => {
  let plugin: Ownership;
  let end: () => void;
  beforeEach(() => {
    plugin = new Ownership("");
    plugin.check();
    plugin.declareAgain("entity", [CHANNEL], [CHANNEL]);
    plugin.recreate([CHANNEL]);
  });

  const removal: Removal = {
    kind: "entity",
    what: "delete the channel",
    remove: () => new Promise((resolve) => (end = resolve)),
    find: () => Promise.resolve({}),
  };
  /** The engine checks the channel without old inputs after its diff. */
  const replace = (): void => {
    plugin.expectCreate([CHANNEL], "entity");
  };
  const remove = (): Promise<unknown> =>
    plugin.remove(CHANNEL, removal, plugin.replacementOf([CHANNEL], "entity"));
  const create = (): Promise<string> =>
    plugin.holdLocks([MEMBER], () => Promise.resolve("created"), [CHANNEL]);

  it("is kept if a membership was created in it in this update, which nobody would create again", async () => {
    await create();
    replace();
    await assert.rejects(remove(), { message: /its memberships, moderators or settings would be lost/ });
  });

  it("exists again before a membership is created in it", async () => {
    const steps: string[] = [];
    replace();
    const removed = remove();
    const created = create().then((step) => steps.push(`membership ${step}`));
    await new Promise(setImmediate);
    end();
    await removed;
    await new Promise(setImmediate);
    await plugin.holdLocks([CHANNEL], () => {
      plugin.recordCreated([CHANNEL]);
      return Promise.resolve(steps.push("channel created"));
    });
    await created;
    assert.deepEqual(steps, ["channel created", "membership created"]);
  });

  it("is not waited for if its removal failed, because Pulumi does not create it then", async () => {
    replace();
    const removed = plugin.remove(
      CHANNEL,
      { ...removal, remove: () => Promise.reject(new Error("refused")) },
      plugin.replacementOf([CHANNEL], "entity"),
    );
    const created = create();
    await assert.rejects(removed, { message: "refused" });
    assert.equal(await created, "created");
  });

  it("ends what the state has in it, as soon as its create is expected", () => {
    assert.equal(plugin.wasDeletedOrCreated([CHANNEL]), false);
    replace();
    assert.equal(plugin.wasDeletedOrCreated([CHANNEL]), true);
  });

  it("ends what the state has in it while it is created too", async () => {
    replace();
    const wasEnded = await plugin.holdLocks([CHANNEL], () =>
      Promise.resolve(plugin.wasDeletedOrCreated([CHANNEL])),
    );
    assert.equal(wasEnded, true);
  });
});

describe("A create in a channel that does not follow its create", () => {
  it("waits for it once, for at most 30 seconds", async () => {
    const clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const plugin = new Ownership("");
      plugin.check();
      plugin.expectCreate([CHANNEL], "entity");
      for (const waited of [30_000, 0]) {
        const began = performance.now();
        const created = plugin.holdLocks([MEMBER], () => Promise.resolve(performance.now()), [CHANNEL]);
        await clock.tickAsync(60_000);
        assert.equal((await created) - began, waited);
      }
    } finally {
      clock.uninstall();
    }
  });
});
