import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";

import { Locks } from "../../../../provider/ownership/locks";

describe("Locks", () => {
  let locks: Locks;
  let events: string[];
  beforeEach(() => {
    [locks, events] = [new Locks(), []];
  });

  /** Work that says when it begins, and ends when it is told to. */
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

  it("let work on one key begin in the order in which it was asked for, one after the other", async () => {
    const all = ["first", "second", "third"].map((name) => work(name, ["a"]));
    for (const { end } of [...all].reverse()) end();
    await Promise.all(all.map(({ done }) => done));
    assert.deepEqual(
      events,
      ["first", "second", "third"].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it("let work on different keys run at once", async () => {
    const [one, other] = [work("one", ["a"]), work("other", ["b"])];
    await turn();
    assert.deepEqual(events, ["one begins", "other begins"]);
    for (const { end, done } of [one, other]) {
      end();
      await done;
    }
  });

  it("never have two wait for each other that ask for the same keys in another order", async () => {
    const all = [work("one", ["a", "b", "c"]), work("other", ["c", "b", "a"]), work("last", ["b"])];
    for (const { end } of all) end();
    await Promise.all(all.map(({ done }) => done));
    assert.deepEqual(events, [
      ...["one begins", "one ends"],
      ...["other begins", "other ends"],
      ...["last begins", "last ends"],
    ]);
  });

  it("wait for all of its keys", async () => {
    const [one, other] = [work("one", ["a"]), work("other", ["b"])];
    const both = work("both", ["a", "b"]);
    one.end();
    await one.done;
    await turn();
    assert.ok(!events.includes("both begins"));
    other.end();
    both.end();
    await both.done;
    assert.deepEqual(events.slice(-2), ["both begins", "both ends"]);
  });

  it("are free again when work fails, and say what it returns", async () => {
    await assert.rejects(
      locks.hold(["a"], () => Promise.reject(new Error("refused"))),
      /refused/,
    );
    assert.equal(await locks.hold(["a"], () => Promise.resolve(7)), 7);
  });

  it("hold one key that is asked for twice but once", async () => {
    assert.equal(await locks.hold(["a", "a"], () => Promise.resolve(7)), 7);
  });
});
