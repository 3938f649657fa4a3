import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ChimeSession } from "../../../provider/aws/session";
import { UNKNOWN_VALUE } from "../../../provider/schema/unknownValue";
import type { Properties } from "../../../provider/schema/properties";
import { PROVIDER_TEXT } from "../../../provider/schema/providerText";
import { EntityProvider } from "../../../provider/reconcile/entity/entityProvider";
import { PartialFailure } from "../../../provider/reconcile/partialFailure";
import { Ownership } from "../../../provider/ownership/ownership";
import { rejectionOf } from "../../support/failures";
import { failed } from "../../support/scriptedRoom";
import {
  ScriptedThings,
  thingsIn,
  type ThingInputs,
  type ThingKey,
  type ThingState,
} from "../../support/scriptedThings";

const inputs = (more: Properties = {}): Properties => ({
  account: "a",
  shape: "round",
  name: "Thing",
  caller: "c",
  ...more,
});
const chosen = (more: Properties = {}): Properties => inputs({ thingId: "x", ...more });
const state = (more: Properties = {}): Properties => chosen({ id: "a/x", token: "t", ...more });
const STARTED = { createStarted: "2026-01-01T00:00:01.000Z" };
const BEFORE = new Date("2026-01-01T00:00:00.000Z");

describe("A thing that people belong to", () => {
  let folder: string;
  let things: ScriptedThings;
  let ownership: Ownership;
  let hooks: EntityProvider<ThingKey, ThingInputs, ThingState>;
  let said: string[];
  /** Begins a deployment, or the next one. */
  const start = (settings: Partial<ChimeSession["settings"]> = {}): void => {
    ownership.end();
    const [family, chime] = thingsIn(things, settings);
    ownership = new Ownership("engine", folder);
    hooks = new EntityProvider(family, chime, ownership, { say: (text) => said.push(text) });
  };
  const recovering = (...ids: string[]): void => {
    start({ recover: { look: ids.length === 0, ids } });
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    ownership = new Ownership("", folder);
    things = new ScriptedThings();
    said = [];
    start();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const removals = (): string[] => things.calls.filter((call) => call.startsWith("remove"));
  const held = (): { wait: () => Promise<void>; end: () => void } => {
    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    return { wait: () => ended, end };
  };
  const turn = (): Promise<void> => new Promise(setImmediate);
  const unknown = failed("unreachable", { outcomeUnknown: true });

  describe("in a check", () => {
    it("is declared where its id is known and nothing is wrong", async () => {
      await hooks.check({}, chosen({ thingId: "wrong" }));
      await hooks.check({}, chosen({ account: UNKNOWN_VALUE }));
      await hooks.check({}, chosen());
      assert.deepEqual(
        ["a/wrong", "a/x"].map((id) => ownership.outcomeInRoster(id) === "desired"),
        [false, true],
      );
    });
  });

  describe("in a diff", () => {
    it("is the same with the id that it has, or any, and another one with another", async () => {
      const same = { changes: false, replaces: [], deleteBeforeReplace: false };
      assert.deepEqual(await hooks.diff("a/x", state(), chosen()), same);
      const any = await hooks.diff("a/x", state(), inputs());
      assert.deepEqual(any.replaces, []);
      const imported = await hooks.diff("a/x", state({ thingId: undefined }), chosen());
      assert.deepEqual(imported.replaces, []);
      const other = await hooks.diff("a/x", state(), chosen({ thingId: "y" }));
      assert.deepEqual(other, { changes: true, replaces: ["thingId"], deleteBeforeReplace: false });
    });

    it("is deleted first where its replacement has the same id, and created first where not", async () => {
      const square = await hooks.diff("a/x", state(), chosen({ shape: "square" }));
      assert.deepEqual(square, { changes: true, replaces: ["shape"], deleteBeforeReplace: true });
      const moved = await hooks.diff("a/x", state(), chosen({ account: "b" }));
      assert.equal(moved.deleteBeforeReplace, false);
    });

    it("changes with its caller alone", async () => {
      const difference = await hooks.diff("a/x", state(), chosen({ caller: "d" }));
      assert.deepEqual([difference.changes, difference.replaces], [true, []]);
    });

    it("stays where these arguments were checked, in whatever order, and not where they were not", async () => {
      await hooks.check(state(), { name: "Thing", thingId: "x", caller: "c", shape: "round", account: "a" });
      await hooks.diff("a/x", state(), chosen({ name: "Dropped" }));
      assert.equal(ownership.isOwned("a/x"), false);
      await hooks.diff("a/x", state(), chosen({ note: undefined, __provider: "text" }));
      assert.equal(ownership.isOwned("a/x"), true);
    });

    it("stays in another order too, whatever is first", async () => {
      for (const names of [
        ["account", "shape", "name", "thingId", "caller"],
        ["thingId", "caller", "name", "account", "shape"],
        ["shape", "thingId", "account", "caller", "name"],
      ]) {
        start();
        await hooks.check(state(), Object.fromEntries(names.map((name) => [name, chosen()[name]])));
        await hooks.diff("a/x", state(), chosen());
        assert.equal(ownership.isOwned("a/x"), true);
      }
    });

    it("that another one takes the id of is not taken for its own replacement: the delete fails while it is there", async () => {
      things.add("a/x");
      await hooks.check({}, chosen());
      await hooks.diff("a/x", state(), chosen({ thingId: "y" }));
      const { message } = await rejectionOf(hooks.delete("a/x", state()));
      assert.match(message, /^Did not delete the thing a\/x: another resource of this program declares it/);
      assert.deepEqual(removals(), []);
    });

    it("that is its own replacement is deleted", async () => {
      things.add("a/x");
      await hooks.diff("a/x", state(), chosen({ shape: "square" }));
      await hooks.check({}, chosen({ shape: "square" }));
      await hooks.delete("a/x", state());
      assert.deepEqual(removals(), ["remove a/x"]);
    });

    it("is deleted where it is replaced by another id, though the program was checked", async () => {
      things.add("a/x");
      const news = chosen({ thingId: "y" });
      await hooks.check(state(), news);
      await hooks.diff("a/x", state(), news);
      await hooks.delete("a/x", state());
      assert.deepEqual([removals(), said], [["remove a/x"], []]);
    });
  });

  describe("in a create", () => {
    it("without an id waits for no other, and with the same id it does", async () => {
      const first = held();
      things.next("create", first.wait);
      const creates = [hooks.create(inputs()), hooks.create(inputs({ account: "b" }))];
      await turn();
      assert.deepEqual(things.calls, ["create a/made-0", "create b/made-0"]);
      first.end();
      await Promise.all(creates);
    });

    it("whose outcome nobody knows is kept, and no other entry lets go of it before an update settles it", async () => {
      await hooks.check({}, chosen());
      things.next("create", unknown);
      const failure = await rejectionOf(hooks.create(chosen()));
      assert.ok(failure instanceof PartialFailure);
      const { createStarted, ...kept } = failure.properties;
      assert.deepEqual([failure.id, kept, typeof createStarted], ["a/x", chosen(), "string"]);
      things.add("a/x");
      await assert.rejects(hooks.delete("a/x", state()), {
        message: /another resource of this program declares it/,
      });
      assert.deepEqual(removals(), []);
    });

    it("whose outcome nobody knows asks for the time where no answer has told it, and only then", async () => {
      for (const isServiceTimeKnown of [() => true, () => false, undefined]) {
        things = new ScriptedThings();
        Object.assign(things, { isServiceTimeKnown });
        if (isServiceTimeKnown === undefined) Object.assign(things, { serviceTime: undefined });
        start();
        things.next("create", unknown);
        things.next("look", failed("forbidden"));
        const failure = await rejectionOf(hooks.create(chosen()));
        assert.ok(failure instanceof PartialFailure, String(failure));
        assert.equal(things.calls.length, isServiceTimeKnown?.() === false ? 2 : 1);
        const started = Date.parse(String(failure.properties["createStarted"]));
        if (isServiceTimeKnown === undefined) assert.ok(Math.abs(started - Date.now()) < 60_000);
      }
    });

    it("fails at a conflict as it is where Amazon Chime chooses the id", async () => {
      for (const mayHaveWritten of [false, true]) {
        const conflict = failed("conflict", { outcomeUnknown: mayHaveWritten });
        things.next("create", conflict);
        assert.equal(await rejectionOf(hooks.create(inputs())), conflict);
      }
    });

    it("looks for what was left behind only where asked, and where Amazon Chime chooses the id", async () => {
      things.add("a/old");
      await hooks.create(inputs());
      recovering();
      await hooks.create(chosen());
      assert.ok(!things.calls.includes("orphanCandidates"));
    });

    it("names what may have been left behind: one, or how many", async () => {
      recovering();
      things.add("a/old");
      const { message: one } = await rejectionOf(hooks.create(inputs()));
      assert.match(one, /^Found an unused thing with this name \(a\/old\)/);
      things.add("a/older");
      const { message: two } = await rejectionOf(hooks.create(inputs()));
      assert.match(two, /^Found 2 unused things with this name \(a\/old, a\/older\)/);
    });

    it("creates where nothing of that kind can be left behind", async () => {
      Object.assign(things, { orphanCandidates: undefined });
      recovering();
      assert.equal((await hooks.create(inputs())).id, "a/made-0");
    });

    it("is adopted once by two that come at once, and the other one is created", async () => {
      recovering("a/old");
      things.add("a/old");
      const made = await Promise.all([hooks.create(inputs()), hooks.create(inputs())]);
      assert.deepEqual(made.map(({ id }) => id).sort(), ["a/made-1", "a/old"]);
    });

    it("fails with the conflict where that which exists is gone when it is to be adopted", async () => {
      recovering("a/x");
      const conflict = failed("conflict");
      things.next("create", conflict);
      assert.equal(await rejectionOf(hooks.create(chosen())), conflict);
    });

    it("does not adopt what differs in what cannot be changed, and changes what can", async () => {
      recovering("a/x");
      things.add("a/x", { shape: "square" });
      await assert.rejects(hooks.create(chosen()), { kind: "conflict" });
      things.add("a/x", { name: "Other" });
      await hooks.create(chosen());
      assert.deepEqual(things.calls.slice(-3), ["create a/x", "look a/x", "update a/x"]);
      assert.equal(things.things.get("a/x")?.state.name, "Thing");
    });
  });

  describe("of which nobody knows whether it was created", () => {
    const kept = chosen(STARTED);

    it("is created by the next update, and is this resource's then", async () => {
      assert.deepEqual((await hooks.update("a/x", kept, chosen())).outs, state());
      await hooks.delete("a/x", state());
      assert.deepEqual(removals(), []);
    });

    it("ends at a refusal that is no conflict, without a look", async () => {
      things.next("create", failed("forbidden"));
      await assert.rejects(hooks.update("a/x", kept, chosen()), { kind: "forbidden" });
      assert.deepEqual(things.calls, ["create a/x"]);
    });

    it("is somebody else's where it is said to exist and is not found", async () => {
      things.next("create", failed("conflict"));
      const { message } = await rejectionOf(hooks.update("a/x", kept, chosen()));
      assert.match(message, /It exists already: created outside Pulumi/);
    });

    it("is its own where it was made after that, though somebody uses it", async () => {
      things.add("a/x", { name: "Other" });
      things.used.add("a/x");
      await hooks.update("a/x", kept, chosen());
      await hooks.delete("a/x", state());
      assert.deepEqual(removals(), []);
      assert.equal(things.things.get("a/x")?.state.name, "Thing");
    });

    it("is somebody else's where it was made before, and is adopted only by its id and where nobody uses it", async () => {
      things.add("a/x", {}, BEFORE);
      const { message } = await rejectionOf(hooks.update("a/x", kept, chosen()));
      assert.match(message, /It exists already/);
      recovering("a/x");
      things.used.add("a/x");
      const { message: used } = await rejectionOf(hooks.update("a/x", kept, chosen()));
      assert.match(used, /exists and has members, so it is not adopted/);
      things.used.clear();
      assert.deepEqual((await hooks.update("a/x", kept, chosen())).outs, state());
    });

    it("is looked at before it is deleted, and left alone where it was made before", async () => {
      things.add("a/x", {}, BEFORE);
      await hooks.delete("a/x", kept);
      assert.deepEqual(things.calls, ["look a/x"]);
      assert.match(said.join(), /^The thing a\/x existed before this stack tried to create it/);
      assert.deepEqual(await hooks.read("a/x", kept), {});
    });
  });

  it("that is confirmed, or of which nothing says when it was begun, is deleted without a look", async () => {
    for (const props of [state(STARTED), chosen()]) {
      things.add("a/x", {}, BEFORE);
      await hooks.delete("a/x", props);
    }
    assert.deepEqual(things.calls, ["remove a/x", "remove a/x"]);
  });

  it("is deleted and read as what is there now, also where another thing of its id was made before", async () => {
    things.add("a/x", { note: "secret" }, BEFORE);
    const { props, inputs: read } = await hooks.read("a/x", state(STARTED));
    assert.deepEqual(props, state({ note: "secret" }));
    // Whose note was none is shown none among the arguments, which no secret would cover.
    assert.deepEqual(read, chosen());
  });

  describe("in an update", () => {
    it("is changed first where the update came before a delete", async () => {
      things.add("a/x");
      const first = held();
      things.next("update", first.wait);
      const updated = hooks.update("a/x", state(), chosen({ name: "New" }));
      const deleted = hooks.delete("a/x", state());
      await turn();
      assert.deepEqual(things.calls, ["update a/x"]);
      first.end();
      await Promise.all([updated, deleted]);
      assert.deepEqual(things.calls, ["update a/x", "remove a/x"]);
    });

    it("of its caller alone looks for it, and fails where it is gone, with what to do", async () => {
      things.add("a/x");
      await hooks.update("a/x", state(), chosen({ caller: "d" }));
      assert.deepEqual(things.calls, ["look a/x"]);
      things.things.clear();
      const { message } = await rejectionOf(hooks.update("a/x", state(), chosen({ caller: "d" })));
      assert.match(
        message,
        /^There is no thing a\/x in Amazon Chime\. If somebody deleted it, run `pulumi refresh`/,
      );
    });
  });

  it("makes what was read of memberships old when it is deleted, also where that failed", async () => {
    things.add("a/x");
    things.next("remove", unknown);
    await rejectionOf(hooks.delete("a/x", state()));
    assert.equal(things.forgotten, 1);
    await hooks.delete("a/x", state());
    assert.equal(things.forgotten, 2);
  });

  it("is refused where another provider created it, but not where it is looked up", async () => {
    const foreign = state({ __provider: PROVIDER_TEXT.Channel });
    const { message } = await rejectionOf(hooks.read("a/x", foreign));
    assert.match(message, /another provider created it/);
    const lookedUp = hooks.read("a/x", { ...foreign, name: undefined });
    assert.match((await rejectionOf(lookedUp)).message, /^There is no thing a\/x \(account\/thing\) in/);
  });
});
