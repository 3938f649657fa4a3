import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ChimeError } from "../../../provider/aws/errors/chimeError";
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

const inputs = (overrides: Properties = {}): Properties => ({
  account: "a",
  shape: "round",
  name: "Thing",
  caller: "c",
  ...overrides,
});
const inputsWithId = (overrides: Properties = {}): Properties => inputs({ thingId: "x", ...overrides });
const state = (overrides: Properties = {}): Properties =>
  inputsWithId({ id: "a/x", token: "t", ...overrides });
const STARTED = { createStarted: "2026-01-01T00:00:01.000Z" };
const BEFORE_START = new Date("2026-01-01T00:00:00.000Z");

describe("EntityProvider", () => {
  let folder: string;
  let things: ScriptedThings;
  let ownership: Ownership;
  let hooks: EntityProvider<ThingKey, ThingInputs, ThingState>;
  let messages: string[];
  /** Ends the deployment, and starts the next one. */
  const startDeployment = (settings: Partial<ChimeSession["settings"]> = {}): void => {
    ownership.end();
    const [definition, session] = thingsIn(things, settings);
    ownership = new Ownership("engine", folder);
    hooks = new EntityProvider(definition, session, ownership, { say: (text) => messages.push(text) });
  };
  const startRecovery = (...ids: string[]): void => {
    startDeployment({ recover: { look: ids.length === 0, ids } });
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    ownership = new Ownership("", folder);
    things = new ScriptedThings();
    messages = [];
    startDeployment();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const removals = (): string[] => things.calls.filter((call) => call.startsWith("remove"));
  /** Blocks work until `release` is called. */
  const blocker = (): { wait: () => Promise<void>; release: () => void } => {
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    return { wait: () => released, release };
  };
  const nextTurn = (): Promise<void> => new Promise(setImmediate);
  const ambiguous = failed("unreachable", { outcomeUnknown: true });

  describe("check", () => {
    it("declares the id if it is known and the inputs are valid", async () => {
      await hooks.check({}, inputsWithId({ thingId: "wrong" }));
      await hooks.check({}, inputsWithId({ account: UNKNOWN_VALUE }));
      await hooks.check({}, inputsWithId());
      assert.deepEqual(
        ["a/wrong", "a/x"].map((id) => ownership.outcomeInRoster(id) === "desired"),
        [false, true],
      );
    });

    it("records that the entry of a resource leaves its id only if the program chooses another one", async () => {
      for (const [before, leaves] of [
        [inputs(), false],
        [inputsWithId(), false],
        [inputsWithId({ thingId: "y" }), true],
      ] as const) {
        startDeployment();
        await hooks.check(before, inputsWithId());
        const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
        assert.equal(/^leaving /m.test(texts.join("")), leaves);
      }
    });
  });

  describe("diff", () => {
    it("replaces the entity if the program declares another id, and not if it declares the same or none", async () => {
      const same = { changes: false, replaces: [], deleteBeforeReplace: false };
      assert.deepEqual(await hooks.diff("a/x", state(), inputsWithId()), same);
      const any = await hooks.diff("a/x", state(), inputs());
      assert.deepEqual(any.replaces, []);
      const imported = await hooks.diff("a/x", state({ thingId: undefined }), inputsWithId());
      assert.deepEqual(imported.replaces, []);
      const other = await hooks.diff("a/x", state(), inputsWithId({ thingId: "y" }));
      assert.deepEqual(other, { changes: true, replaces: ["thingId"], deleteBeforeReplace: false });
    });

    it("deletes first only if the replacement has the same id", async () => {
      const square = await hooks.diff("a/x", state(), inputsWithId({ shape: "square" }));
      assert.deepEqual(square, { changes: true, replaces: ["shape"], deleteBeforeReplace: true });
      const moved = await hooks.diff("a/x", state(), inputsWithId({ account: "b" }));
      assert.equal(moved.deleteBeforeReplace, false);
    });

    it("returns an update if this deployment created what the entity ends with, and the update creates the entity again", async () => {
      assert.equal((await hooks.diff("a/x", state(), inputsWithId())).changes, false);
      ownership.recordCreated(["a"]);
      assert.deepEqual((await hooks.diff("a/x", state(), inputsWithId())).replaces, []);
      assert.equal((await hooks.diff("a/x", state(), inputsWithId())).changes, true);
      await hooks.update("a/x", state(), inputsWithId());
      assert.deepEqual(things.calls, ["create a/x"]);
    });

    it("returns an update if only the bearer differs", async () => {
      const difference = await hooks.diff("a/x", state(), inputsWithId({ caller: "d" }));
      assert.deepEqual([difference.changes, difference.replaces], [true, []]);
    });

    it("owns the entity only if the same inputs were checked", async () => {
      await hooks.check(state(), { name: "Thing", thingId: "x", caller: "c", shape: "round", account: "a" });
      await hooks.diff("a/x", state(), inputsWithId({ name: "Dropped" }));
      assert.equal(ownership.isOwned("a/x"), false);
      await hooks.diff("a/x", state(), inputsWithId({ note: undefined, __provider: "text" }));
      assert.equal(ownership.isOwned("a/x"), true);
    });

    it("owns the entity if the program chooses its id no longer, or only now, and not if it chooses another", async () => {
      for (const [before, after, isOwned] of [
        [inputsWithId(), inputs(), true],
        [inputs(), inputsWithId(), true],
        [inputsWithId(), inputsWithId({ thingId: "y" }), false],
      ] as const) {
        startDeployment();
        await hooks.check(before, after);
        await hooks.diff("a/x", state({ thingId: before["thingId"] }), after);
        assert.equal(ownership.isOwned("a/x"), isOwned);
      }
    });

    it("does not own a dropped entity whose inputs another resource has now", async () => {
      const dropped = state({ id: "a/y", thingId: "y" });
      for (const before of [{}, inputsWithId()]) {
        startDeployment();
        await hooks.check(before, inputsWithId({ thingId: "y" }));
        // A refresh compares the dropped entry with its own inputs.
        await hooks.diff("a/y", dropped, inputsWithId({ thingId: "y" }));
        assert.equal(ownership.isOwned("a/y"), false);
      }
    });

    it("owns the entity for any order of the checked inputs", async () => {
      for (const names of [
        ["account", "shape", "name", "thingId", "caller"],
        ["thingId", "caller", "name", "account", "shape"],
        ["shape", "thingId", "account", "caller", "name"],
      ]) {
        startDeployment();
        await hooks.check(state(), Object.fromEntries(names.map((name) => [name, inputsWithId()[name]])));
        await hooks.diff("a/x", state(), inputsWithId());
        assert.equal(ownership.isOwned("a/x"), true);
      }
    });

    it("leaves the id, so that delete does not mistake a new resource with that id for its own replacement", async () => {
      things.add("a/x");
      await hooks.check({}, inputsWithId());
      await hooks.diff("a/x", state(), inputsWithId({ thingId: "y" }));
      const { message } = await rejectionOf(hooks.delete("a/x", state()));
      assert.match(message, /^Did not delete the thing a\/x: another resource of this program declares it/);
      assert.deepEqual(removals(), []);
    });

    /** The outcome of its delete by another provider, which asks the ledger of this one. */
    const outcomeElsewhere = (): Promise<string> => {
      const removal = {
        kind: "entity" as const,
        what: "delete it",
        remove: () => Promise.resolve(),
        find: () => Promise.resolve({}),
      };
      return new Ownership("engine", folder).remove("a/x", removal).catch((error: unknown) => String(error));
    };

    it("lets another provider delete the entity only before its replacement with the same id, or if it gets another id", async () => {
      for (const [news, expected] of [
        [inputsWithId(), /^owned$/],
        [inputsWithId({ shape: "square" }), /^removed$/],
        [inputsWithId({ thingId: "y" }), /^removed$/],
      ] as const) {
        startDeployment();
        await hooks.check(inputsWithId(), news);
        await hooks.diff("a/x", state(), news);
        assert.match(await outcomeElsewhere(), expected);
      }
    });

    it("does not let another provider delete an entity whose create had an ambiguous outcome", async () => {
      await hooks.check(inputsWithId(), inputsWithId());
      await hooks.diff("a/x", inputsWithId(STARTED), inputsWithId());
      assert.equal(ownership.isOwned("a/x"), false);
      assert.match(await outcomeElsewhere(), /^Declared by another resource$/);
    });

    it("lets delete remove the entity before its replacement with the same id", async () => {
      things.add("a/x");
      await hooks.diff("a/x", state(), inputsWithId({ shape: "square" }));
      await hooks.check({}, inputsWithId({ shape: "square" }));
      await hooks.delete("a/x", state());
      assert.deepEqual(removals(), ["remove a/x"]);
    });

    it("lets delete remove the entity after a replacement with another id", async () => {
      things.add("a/x");
      const news = inputsWithId({ thingId: "y" });
      await hooks.check(state(), news);
      await hooks.diff("a/x", state(), news);
      await hooks.delete("a/x", state());
      assert.deepEqual([removals(), messages], [["remove a/x"], []]);
    });
  });

  describe("create", () => {
    it("waits for another create of the same id, and then says what is declared twice", async () => {
      const first = blocker();
      things.next("create", first.wait);
      const creates = [hooks.create(inputsWithId()), rejectionOf(hooks.create(inputsWithId()))] as const;
      await nextTurn();
      assert.deepEqual(things.calls, ["create a/x"]);
      first.release();
      await creates[0];
      const { message } = await creates[1];
      assert.match(
        message,
        /^The thing a\/x is declared twice in this program: two resources have the same id\./,
      );
      assert.deepEqual(things.calls, ["create a/x"]);
    });

    it("does not wait for another create if Amazon Chime assigns the ids", async () => {
      const first = blocker();
      things.next("create", first.wait);
      const creates = [hooks.create(inputs()), hooks.create(inputs({ account: "b" }))];
      await nextTurn();
      assert.deepEqual(things.calls, ["create a/made-0", "create b/made-0"]);
      first.release();
      await Promise.all(creates);
    });

    it("keeps an entity with an ambiguous outcome in the state, and makes the delete of another entry fail", async () => {
      await hooks.check({}, inputsWithId());
      things.next("create", ambiguous);
      const failure = await rejectionOf(hooks.create(inputsWithId()));
      assert.ok(failure instanceof PartialFailure);
      const { createStarted, ...pending } = failure.properties;
      assert.deepEqual([failure.id, pending, typeof createStarted], ["a/x", inputsWithId(), "string"]);
      things.add("a/x");
      await assert.rejects(hooks.delete("a/x", state()), {
        message: /another resource of this program declares it/,
      });
      assert.deepEqual(removals(), []);
    });

    it("reads once after an ambiguous outcome if no answer has shown the service's clock", async () => {
      for (const isServiceTimeKnown of [() => true, () => false, undefined]) {
        things = new ScriptedThings();
        Object.assign(things, { isServiceTimeKnown });
        if (isServiceTimeKnown === undefined) Object.assign(things, { serviceTime: undefined });
        startDeployment();
        things.next("create", ambiguous);
        things.next("look", failed("forbidden"));
        const failure = await rejectionOf(hooks.create(inputsWithId()));
        assert.ok(failure instanceof PartialFailure, String(failure));
        assert.equal(things.calls.length, isServiceTimeKnown?.() === false ? 2 : 1);
        const started = Date.parse(String(failure.properties["createStarted"]));
        if (isServiceTimeKnown === undefined) assert.ok(Math.abs(started - Date.now()) < 60_000);
      }
    });

    it("throws a conflict unchanged if Amazon Chime assigns the id", async () => {
      for (const outcomeUnknown of [false, true]) {
        const conflict = failed("conflict", { outcomeUnknown });
        things.next("create", conflict);
        assert.equal(await rejectionOf(hooks.create(inputs())), conflict);
      }
    });

    it("keeps an entity in the state if its create may have succeeded, but cannot be read", async () => {
      const conflict = failed("conflict", { outcomeUnknown: true });
      const forbidden = failed("forbidden");
      for (const [look, cause] of [
        [() => undefined, conflict],
        [
          forbidden,
          new AggregateError([conflict, forbidden], "The create failed, and so did the read after it"),
        ],
      ] as const) {
        things.next("create", conflict);
        things.next("look", look);
        const failure = await rejectionOf(hooks.create(inputsWithId()));
        assert.ok(failure instanceof PartialFailure);
        const { kind, cause: found } = failure.cause as ChimeError;
        assert.deepEqual([kind, found], ["unknown", cause]);
      }
    });

    it("owns an adopted entity whose update has an ambiguous outcome", async () => {
      startRecovery("a/x");
      things.add("a/x", { name: "Other" });
      things.next("update", ambiguous);
      assert.ok((await rejectionOf(hooks.create(inputsWithId()))) instanceof PartialFailure);
      assert.equal(ownership.isOwned("a/x"), true);
    });

    it("searches for orphans only with PULUMI_CHIME_RECOVER, and only if Amazon Chime assigns the id", async () => {
      things.add("a/old");
      await hooks.create(inputs());
      startRecovery();
      await hooks.create(inputsWithId());
      assert.ok(!things.calls.includes("orphanCandidates"));
    });

    it("names the orphans that it finds", async () => {
      startRecovery();
      things.add("a/old");
      const { message: one } = await rejectionOf(hooks.create(inputs()));
      assert.match(one, /^Found an unused thing with this name \(a\/old\), .* To adopt it, run/);
      things.add("a/older");
      const { message: two } = await rejectionOf(hooks.create(inputs()));
      assert.match(two, /^Found 2 unused things with this name \(a\/old, a\/older\), .* To adopt one, run/);
    });

    it("creates the entity if its API cannot search for orphans", async () => {
      Object.assign(things, { orphanCandidates: undefined });
      startRecovery();
      assert.equal((await hooks.create(inputs())).id, "a/made-0");
    });

    it("adopts an orphan only once in two concurrent creates", async () => {
      startRecovery("a/old");
      things.add("a/old");
      const created = await Promise.all([hooks.create(inputs()), hooks.create(inputs())]);
      assert.deepEqual(created.map(({ id }) => id).sort(), ["a/made-1", "a/old"]);
    });

    it("throws the conflict if the existing entity is gone before the adoption", async () => {
      startRecovery("a/x");
      const conflict = failed("conflict");
      things.next("create", conflict);
      assert.equal(await rejectionOf(hooks.create(inputsWithId())), conflict);
    });

    it("adopts no entity with other immutable properties, and updates the mutable ones", async () => {
      startRecovery("a/x");
      things.add("a/x", { shape: "square" });
      await assert.rejects(hooks.create(inputsWithId()), { kind: "conflict" });
      things.add("a/x", { name: "Other" });
      await hooks.create(inputsWithId());
      assert.deepEqual(things.calls.slice(-3), ["create a/x", "look a/x", "update a/x"]);
      assert.equal(things.things.get("a/x")?.state.name, "Thing");
    });
  });

  describe("after a create with an ambiguous outcome,", () => {
    const pending = inputsWithId(STARTED);

    it("creates the entity in the next update, and then owns it", async () => {
      assert.deepEqual((await hooks.update("a/x", pending, inputsWithId())).outs, state());
      await hooks.delete("a/x", state());
      assert.deepEqual(removals(), []);
    });

    it("does not read after a refusal that is not a conflict", async () => {
      things.next("create", failed("forbidden"));
      await assert.rejects(hooks.update("a/x", pending, inputsWithId()), { kind: "forbidden" });
      assert.deepEqual(things.calls, ["create a/x"]);
    });

    it("reports an existing entity if it cannot find the entity after a conflict", async () => {
      things.next("create", failed("conflict"));
      const { message } = await rejectionOf(hooks.update("a/x", pending, inputsWithId()));
      assert.match(message, /It was created outside Pulumi/);
    });

    it("owns an entity that was created after the start of the create, even if it is in use", async () => {
      things.add("a/x", { name: "Other" });
      things.used.add("a/x");
      await hooks.update("a/x", pending, inputsWithId());
      await hooks.delete("a/x", state());
      assert.deepEqual(removals(), []);
      assert.equal(things.things.get("a/x")?.state.name, "Thing");
    });

    it("adopts an entity that was created before the start only if PULUMI_CHIME_RECOVER names it and it is not in use", async () => {
      things.add("a/x", {}, BEFORE_START);
      const { message } = await rejectionOf(hooks.update("a/x", pending, inputsWithId()));
      assert.match(message, /It was created outside Pulumi/);
      startRecovery("a/x");
      things.used.add("a/x");
      const { message: inUse } = await rejectionOf(hooks.update("a/x", pending, inputsWithId()));
      assert.match(inUse, /exists and has members, so it is not adopted/);
      things.used.clear();
      assert.deepEqual((await hooks.update("a/x", pending, inputsWithId())).outs, state());
    });

    it("reads before a delete, and keeps an entity that was created before the start", async () => {
      things.add("a/x", {}, BEFORE_START);
      await hooks.delete("a/x", pending);
      assert.deepEqual(things.calls, ["look a/x"]);
      assert.match(messages.join(), /^The thing a\/x existed before this stack tried to create it/);
      assert.deepEqual(await hooks.read("a/x", pending), {});
    });
  });

  it("deletes without a read if the outcome is known", async () => {
    for (const props of [state(), inputsWithId()]) {
      things.add("a/x", {}, BEFORE_START);
      await hooks.delete("a/x", props);
    }
    assert.deepEqual(things.calls, ["remove a/x", "remove a/x"]);
  });

  it("reads an entity with a known outcome, whenever it was created", async () => {
    things.add("a/x", { note: "secret" }, BEFORE_START);
    const { props, inputs: read } = await hooks.read("a/x", state());
    assert.deepEqual(props, state({ note: "secret" }));
    // The program sets no note, and Pulumi would not encrypt one that read adds to the inputs.
    assert.deepEqual(read, inputsWithId());
  });

  describe("update", () => {
    it("runs before a delete that starts later", async () => {
      things.add("a/x");
      const first = blocker();
      things.next("update", first.wait);
      const updated = hooks.update("a/x", state(), inputsWithId({ name: "New" }));
      const deleted = hooks.delete("a/x", state());
      await nextTurn();
      assert.deepEqual(things.calls, ["update a/x"]);
      first.release();
      await Promise.all([updated, deleted]);
      assert.deepEqual(things.calls, ["update a/x", "remove a/x"]);
    });

    it("reads the entity if only the bearer differs, and says what to do if it is gone", async () => {
      things.add("a/x");
      await hooks.update("a/x", state(), inputsWithId({ caller: "d" }));
      assert.deepEqual(things.calls, ["look a/x"]);
      things.things.clear();
      const { message } = await rejectionOf(hooks.update("a/x", state(), inputsWithId({ caller: "d" })));
      assert.match(
        message,
        /^There is no thing a\/x in Amazon Chime\. If somebody deleted it, run `pulumi refresh`/,
      );
    });
  });

  it("says what to do if an update finds no entity", async () => {
    const { message } = await rejectionOf(hooks.update("a/x", state(), inputsWithId({ name: "New" })));
    assert.match(
      message,
      / If somebody deleted it, run `pulumi refresh`; `pulumi up` then creates a new one\./,
    );
  });

  it("drops the snapshots of memberships after a delete, even if it fails", async () => {
    things.add("a/x");
    things.next("remove", ambiguous);
    await rejectionOf(hooks.delete("a/x", state()));
    assert.equal(things.forgotten, 1);
    await hooks.delete("a/x", state());
    assert.equal(things.forgotten, 2);
  });

  it("refuses to read an entry of another provider, but not a look-up", async () => {
    const foreign = state({ __provider: PROVIDER_TEXT.Channel });
    const { message } = await rejectionOf(hooks.read("a/x", foreign));
    assert.match(message, /another provider created it/);
    const lookedUp = hooks.read("a/x", { __provider: PROVIDER_TEXT.Channel, caller: "c" });
    assert.match((await rejectionOf(lookedUp)).message, /^There is no thing a\/x \(account\/thing\) in/);
  });
});
