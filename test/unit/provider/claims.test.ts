import assert from "node:assert/strict";

import { ROOM_FORM } from "../../../provider/contract/roomForm";
import { Claims } from "../../../provider/lifecycle/claims";

describe("The claims of one deployment", () => {
  let removed: string[];
  let claims: Claims;
  beforeEach(() => {
    removed = [];
    claims = new Claims(ROOM_FORM);
  });
  const remove = (id: string) => (): Promise<void> => {
    removed.push(id);
    return Promise.resolve();
  };
  const nothing = (): Promise<void> => Promise.resolve();

  it("let a membership go that nobody else declares", async () => {
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, ["m"]);
  });

  it("keep a membership that a new resource has made", async () => {
    await claims.make("m", nothing);
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
  });

  it("keep a membership that another entry of the state goes on to declare", async () => {
    claims.declare("m");
    claims.keep("m");
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
  });

  it("keep a membership that is declared, however many other entries the state has of it", async () => {
    claims.declare("m");
    claims.keep("m");
    await claims.release("m", remove("m"));
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
  });

  it("let a membership go that a refresh has looked at, and no program declares", async () => {
    claims.keep("m");
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, ["m"]);
  });

  it("wait for a new resource that is at work, and let the membership go when it fails", async () => {
    const making = withResolvers();
    const made = claims.make("m", () => making.promise);
    const released = claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
    making.reject(new Error("refused"));
    await assert.rejects(made, /refused/);
    await released;
    assert.deepEqual(removed, ["m"]);
  });

  it("let a new resource begin only when the removal of the same membership is over", async () => {
    const order: string[] = [];
    const removal = withResolvers();
    const released = claims.release("m", () => removal.promise.then(() => void order.push("removed")));
    const made = claims.make("m", () => Promise.resolve(order.push("made")));
    removal.resolve();
    await Promise.all([released, made]);
    assert.deepEqual(order, ["removed", "made"]);
  });

  it("refuse a second resource, whichever came first", async () => {
    claims.declare("made");
    await claims.make("made", nothing);
    await assert.rejects(claims.make("made", nothing), /declared twice/);
    assert.throws(() => {
      claims.keep("made");
    }, /declared twice/);
  });

  it("tell a new resource whether an entry of the state is kept that has the membership", async () => {
    claims.declare("kept");
    claims.keep("kept");
    const told = (isKept: boolean): Promise<boolean> => Promise.resolve(isKept);
    assert.deepEqual([await claims.make("kept", told), await claims.make("new", told)], [true, false]);
  });

  it("keep what was kept when the new resource fails", async () => {
    claims.declare("m");
    claims.keep("m");
    await assert.rejects(
      claims.make("m", () => Promise.reject(new Error("refused"))),
      /refused/,
    );
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
  });

  it("let a resource be created anew that the engine deleted though it goes on to be declared", async () => {
    claims.declare("m");
    claims.keep("m");
    await claims.release("m", remove("m"));
    assert.equal(claims.wasHandedOver("m"), true);
    await claims.make("m", nothing);
    assert.equal(claims.wasHandedOver("m"), false);
    assert.deepEqual(removed, []);
  });

  it("forget those of many that failed, and keep the others", async () => {
    await claims.makeAll(
      ["done", "failed"],
      () => Promise.resolve(["failed"]),
      (failed) => failed,
    );
    await claims.release("done", remove("done"));
    await claims.release("failed", remove("failed"));
    assert.deepEqual(removed, ["failed"]);
  });
});

interface Resolvers {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
}

function withResolvers(): Resolvers {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
