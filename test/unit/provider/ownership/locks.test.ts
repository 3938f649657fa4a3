import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";

import { Locks } from "../../../../provider/ownership/locks";

describe("Locks", () => {
  let locks: Locks;
  let events: string[];
  beforeEach(() => {
    [locks, events] = [new Locks(), []];
  });

  /** Starts work that records when it begins and ends. It ends after a call of `end`. */
  const work = (name: string, keys: string[]): { end: () => void; done: Promise<unknown> } => {
    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const done = locks.hold(keys, async () => {
      events.push(`${name} begins`);
      await ended;
      events.push(`${name} ends`);
    });
    return { end, done };
  };

  it("run work on one key one at a time, in the order of the requests", async () => {
    const all = ["first", "second", "third"].map((name) => work(name, ["a"]));
    for (const { end } of [...all].reverse()) end();
    await Promise.all(all.map(({ done }) => done));
    assert.deepEqual(
      events,
      ["first", "second", "third"].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it("run work on different keys concurrently", async () => {
    const [one, other] = [work("one", ["a"]), work("other", ["b"])];
    await nextTurn();
    assert.deepEqual(events, ["one begins", "other begins"]);
    for (const { end, done } of [one, other]) {
      end();
      await done;
    }
  });

  it("do not deadlock if the same keys are requested in a different order", async () => {
    const all = [work("one", ["a", "b", "c"]), work("other", ["c", "b", "a"]), work("last", ["b"])];
    for (const { end } of all) end();
    await Promise.all(all.map(({ done }) => done));
    assert.deepEqual(events, [
      ...["one begins", "one ends"],
      ...["other begins", "other ends"],
      ...["last begins", "last ends"],
    ]);
  });

  it("wait for all requested keys", async () => {
    const [one, other] = [work("one", ["a"]), work("other", ["b"])];
    const both = work("both", ["a", "b"]);
    one.end();
    await one.done;
    await nextTurn();
    assert.ok(!events.includes("both begins"));
    other.end();
    both.end();
    await both.done;
    assert.deepEqual(events.slice(-2), ["both begins", "both ends"]);
  });

  it("are released if work fails, and return the result of the work", async () => {
    await assert.rejects(
      locks.hold(["a"], () => Promise.reject(new Error("refused"))),
      /refused/,
    );
    assert.equal(await locks.hold(["a"], () => Promise.resolve(7)), 7);
  });

  it("accept a key that is requested twice", async () => {
    assert.equal(await locks.hold(["a", "a"], () => Promise.resolve(7)), 7);
  });

  /** Work that ends after a call of `end`. */
  const pending = (): { work: () => Promise<void>; end: () => void; began: () => boolean } => {
    let begun = false;
    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    return {
      work: () => {
        begun = true;
        return ended;
      },
      end,
      began: () => begun,
    };
  };

  it("make new work wait for work that got the key after a wait", async () => {
    const [first, second, third] = [pending(), pending(), pending()];
    const works = [locks.hold(["a"], first.work), locks.hold(["a"], second.work)];
    first.end();
    await works[0];
    works.push(locks.hold(["a"], third.work));
    await new Promise(setImmediate);
    assert.deepEqual([second.began(), third.began()], [true, false]);
    second.end();
    await new Promise(setImmediate);
    assert.equal(third.began(), true);
    third.end();
    await Promise.all(works);
  });

  it("forget keys that nobody holds, because a plugin may see many ids", async () => {
    await Promise.all([
      locks.hold(["a", "b"], () => Promise.resolve()),
      locks.hold(["a"], () => Promise.resolve()),
    ]);
    assert.equal((locks as unknown as { last: Map<string, unknown> }).last.size, 0);
  });
});
