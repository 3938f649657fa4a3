import assert from "node:assert/strict";

import { ROOM_FORM } from "../../../provider/contract/roomForm";
import { Claims } from "../../../provider/lifecycle/claims";
import type { Peer } from "../../../provider/lifecycle/peers";
import { ALONE } from "../../support/alone";

describe("The claims of one deployment", () => {
  let removed: string[];
  let claims: Claims;
  beforeEach(() => {
    removed = [];
    claims = new Claims(ROOM_FORM, ALONE);
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
    await claims.keep(["m"]);
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
  });

  it("keep a membership that is declared, however many other entries the state has of it", async () => {
    claims.declare("m");
    await claims.keep(["m"]);
    await claims.release("m", remove("m"));
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
  });

  it("let a membership go that a refresh has looked at, and no program declares", async () => {
    await claims.keep(["m"]);
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
    await assert.rejects(claims.keep(["made"]), /declared twice/);
  });

  it("tell a new resource whether an entry of the state is kept that has the membership", async () => {
    claims.declare("kept");
    await claims.keep(["kept"]);
    const told = (isKept: boolean): Promise<boolean> => Promise.resolve(isKept);
    assert.deepEqual([await claims.make("kept", told), await claims.make("new", told)], [true, false]);
  });

  it("keep what was kept when the new resource fails", async () => {
    claims.declare("m");
    await claims.keep(["m"]);
    await assert.rejects(
      claims.make("m", () => Promise.reject(new Error("refused"))),
      /refused/,
    );
    await claims.release("m", remove("m"));
    assert.deepEqual(removed, []);
  });

  it("let a resource be created anew that the engine deleted though it goes on to be declared", async () => {
    claims.declare("m");
    await claims.keep(["m"]);
    await claims.release("m", remove("m"));
    assert.equal(claims.wasHandedOver("m"), true);
    await claims.make("m", nothing);
    assert.equal(claims.wasHandedOver("m"), false);
    assert.deepEqual(removed, []);
  });

  it("forget those of many that failed, and keep the others", async () => {
    await claims.makeAll(["done", "failed"], ({ made }) => {
      made(["failed"]);
      return Promise.resolve();
    });
    await claims.release("done", remove("done"));
    await claims.release("failed", remove("failed"));
    assert.deepEqual(removed, ["failed"]);
  });

  it("let two resources remove each what the other makes, once they have made theirs", async () => {
    const swap = (ours: string, theirs: string): Promise<void> =>
      claims.makeAll([ours], async ({ made }) => {
        made([]);
        await claims.release(theirs, remove(theirs));
      });
    await Promise.all([swap("one", "other"), swap("other", "one")]);
    assert.deepEqual(removed, []);
  });

  it("tell who goes on to declare a membership that another resource of it has been the end of", async () => {
    claims.declare("m");
    await claims.release("m", remove("m"));
    await assert.rejects(claims.keep(["m"]), { message: /in the state twice.*pulumi up --refresh/s });
  });
});

describe("The claims of two processes of one deployment", () => {
  let removed: string[];
  let ours: Claims;
  let theirs: Claims;
  beforeEach(() => {
    removed = [];
    [ours, theirs] = pairOfClaims();
  });
  const remove = (): Promise<void> => {
    removed.push("m");
    return Promise.resolve();
  };
  const nothing = (): Promise<void> => Promise.resolve();

  it("keep a membership that a resource of the other has made", async () => {
    await theirs.make("m", nothing);
    await ours.release("m", remove);
    assert.deepEqual(removed, []);
  });

  it("keep a membership that a resource of the other goes on to declare, and let that one be created anew", async () => {
    theirs.declare("m");
    await theirs.keep(["m"]);
    await ours.release("m", remove);
    await ours.release("m", remove);
    assert.deepEqual(removed, []);
    assert.equal(theirs.wasHandedOver("m"), true);
  });

  it("wait for a resource of the other that is at work, and let the membership go when it fails", async () => {
    const making = withResolvers();
    const made = theirs.make("m", () => making.promise);
    const released = ours.release("m", remove);
    making.reject(new Error("refused"));
    await assert.rejects(made, /refused/);
    await released;
    assert.deepEqual(removed, ["m"]);
  });

  it("wait no longer than until all are made, whatever is done after it", async () => {
    const rest = withResolvers();
    const made = theirs.makeAll(["m"], ({ made: all }) => {
      all([]);
      return rest.promise;
    });
    await ours.release("m", remove);
    rest.resolve();
    await made;
    assert.deepEqual(removed, []);
  });

  it("let a resource of the other begin only when the removal is over, and then read anew", async () => {
    const order: string[] = [];
    const removal = withResolvers();
    const began = withResolvers();
    const released = ours.release("m", () => {
      began.resolve();
      return removal.promise.then(() => void order.push("removed"));
    });
    await began.promise;
    const made = theirs.makeAll(["m", "new"], ({ readAfter }) => {
      order.push(readAfter > -Infinity ? "made of what is read anew" : "made of what was read");
      return Promise.resolve();
    });
    removal.resolve();
    await Promise.all([released, made]);
    assert.deepEqual(order, ["removed", "made of what is read anew"]);
  });

  it("give way to a resource of the other that comes while they ask", async () => {
    const answer = withResolvers();
    let asked = 0;
    const slow = new Claims(ROOM_FORM, {
      ...ALONE,
      held: (ids) => {
        asked += 1;
        return asked === 1 ? answer.promise.then(() => []) : Promise.resolve([...ids]);
      },
    });
    const released = slow.release("m", remove);
    assert.deepEqual(await slow.removed(["m"]), []);
    answer.resolve();
    await released;
    assert.deepEqual([asked, removed], [2, []]);
  });

  it("come to an end when both remove and both make the same", async () => {
    const work = (claims: Claims): Promise<unknown>[] => [
      claims.release("m", remove),
      claims.make("m", nothing),
    ];
    await Promise.all([...work(ours), ...work(theirs)]);
    await Promise.all([ours, theirs].map((claims) => claims.release("m", remove)));
    assert.ok(removed.length <= 2, `removed ${removed.length} times`);
  });

  it("tell who goes on to declare a membership that a resource of the other has been the end of, unless it is there again", async () => {
    theirs.declare("m");
    await ours.release("m", remove);
    await assert.rejects(theirs.keep(["m"]), { message: /in the state twice/ });
    await ours.make("m", nothing);
    await theirs.keep(["m"]);
  });

  it("remove nothing, and make nothing, where the other does not answer", async () => {
    const silent = (): Promise<string[]> => Promise.reject(new Error("silent"));
    const lonely = new Claims(ROOM_FORM, { held: silent, removed: silent });
    lonely.declare("m");
    await assert.rejects(lonely.release("m", remove), /silent/);
    await assert.rejects(lonely.make("m", remove), /silent/);
    await assert.rejects(lonely.keep(["m"]), /silent/);
    assert.deepEqual(removed, []);
  });
});

/** Two that ask each other. */
function pairOfClaims(): [Claims, Claims] {
  const pair: Claims[] = [];
  const other = (index: number): Peer => ({
    held: (ids) => pair[index]!.held(ids),
    removed: (ids) => pair[index]!.removed(ids),
  });
  pair.push(new Claims(ROOM_FORM, other(1)), new Claims(ROOM_FORM, other(0)));
  return pair as [Claims, Claims];
}

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
