import assert from "node:assert/strict";

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
    plugin.expectCreate([CHANNEL], "entity");
  });

  const removal: Removal = {
    kind: "entity",
    what: "delete the channel",
    remove: () => new Promise((resolve) => (end = resolve)),
    find: () => Promise.resolve({}),
  };
  const remove = (): Promise<unknown> =>
    plugin.remove(CHANNEL, removal, plugin.replacementOf([CHANNEL], "entity"));
  const create = (): Promise<string> =>
    plugin.holdLocks([MEMBER], () => Promise.resolve("created"), [CHANNEL]);

  it("is kept if a membership was created in it in this update, which nobody would create again", async () => {
    await create();
    await assert.rejects(remove(), { message: /its memberships, moderators or settings would be lost/ });
  });

  it("exists again before a membership is created in it", async () => {
    const steps: string[] = [];
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
    const removed = plugin.remove(
      CHANNEL,
      { ...removal, remove: () => Promise.reject(new Error("refused")) },
      plugin.replacementOf([CHANNEL], "entity"),
    );
    const created = create();
    await assert.rejects(removed, { message: "refused" });
    assert.equal(await created, "created");
  });
});
