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

  it("is gone before a membership is created in it", async () => {
    const removed = remove();
    let isCreated = false;
    const created = create().then(() => (isCreated = true));
    await new Promise(setImmediate);
    assert.equal(isCreated, false);
    end();
    await removed;
    await created;
  });
});
