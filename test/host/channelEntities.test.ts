import assert from "node:assert/strict";

import type { EmulatorOptions, OperationName } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { EngineStub } from "../support/engineStub";
import { ENTITIES, type EntityScene } from "../support/entities";
import { TRANSIENT_ERRORS, rejectionOf } from "../support/failures";
import { Host, isNative, type Properties } from "../support/host";
import { SCENES } from "../support/scenes";

for (const [kind, open] of Object.entries(ENTITIES)) {
  describe(`Entity hooks (${kind}):`, function () {
    this.timeout(60_000);

    let scene: EntityScene;
    let host: Host;
    const setUp = async (
      options: EmulatorOptions = {},
      config: Record<string, string> = {},
    ): Promise<void> => {
      scene = await open(options);
      const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
      host = await Host.start({ chime: scene.chime, kind: scene.kind, config: settings });
    };
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });
    /** Ends the deployment and starts another one. */
    const nextDeployment = async (env: Record<string, string> = {}): Promise<void> => {
      await host.stop();
      const config = { "chime:readConsistencySeconds": "0" };
      host = await Host.start({ chime: scene.chime, kind: scene.kind, config, env });
    };

    const count = (operation: keyof EntityScene["operations"]): number =>
      scene.chime.journal.count(scene.operations[operation]);
    const inject = (name: keyof EntityScene["operations"], fault: object): void => {
      scene.chime.faults.inject({ operation: scene.operations[name] as OperationName, ...fault } as never);
    };
    const renamed = (): Properties => ({ ...scene.state, name: "Renamed" });

    it("check reports every invalid property, accepts unknown values, and makes no calls", async () => {
      await setUp();
      const { failures } = await host.check({ ...scene.inputs, name: " \u0007\n", metadata: 7, title: "x" });
      assert.deepEqual(
        failures.map((failure) => /^(?:There is no property )?(\w+)/.exec(failure)?.[1]),
        ["name", "metadata", "title"],
      );
      const unknown = Object.keys(scene.inputs).map((name): [string, string] => [name, UNKNOWN_VALUE]);
      assert.deepEqual((await host.check(Object.fromEntries(unknown))).failures, []);
      assert.equal(scene.chime.journal.count(), 0);
    });

    it("create makes no duplicate if its answer is lost, and read and delete work afterwards", async () => {
      await setUp();
      inject("create", { kind: "cut", when: "afterWrite" });
      const { id, outputs } = await host.create(scene.inputs);
      assert.equal(scene.names().filter((name) => name === "New").length, 1);
      const { inputs } = await host.read(id, outputs);
      assert.deepEqual(inputs, scene.inputs);
      await nextDeployment();
      await host.delete(id, outputs);
      assert.ok(!scene.names().includes("New"));
    });

    it("delete that conflicts fails, and does not advise to give what it deletes an alias", async () => {
      await setUp();
      inject("remove", { kind: "error", error: "ConflictException", times: "always" });
      const { message } = await rejectionOf(host.delete(scene.id, scene.state));
      assert.match(message, /a conflict that it does not explain.*Run the command again/);
      assert.doesNotMatch(message, /already exists|alias/);
    });

    it("update changes the name and the metadata in place, and removes the metadata", async () => {
      await setUp();
      const named = { ...renamed(), metadata: "m" };
      assert.deepEqual(await host.diff(scene.id, scene.state, named), {
        changes: true,
        replaces: [],
        deleteFirst: false,
      });
      const outputs = await host.update(scene.id, scene.state, named);
      assert.deepEqual(outputs, named);
      assert.deepEqual((await host.read(scene.id, outputs)).outputs, outputs);
      await host.update(scene.id, outputs, renamed());
      assert.deepEqual((await host.read(scene.id, outputs)).outputs, renamed());
    });

    it("update is repeated after an ambiguous outcome", async () => {
      await setUp();
      inject("update", { kind: "cut", when: "beforeWrite", times: 3 });
      const saved = host.partialFailure(await rejectionOf(host.update(scene.id, scene.state, renamed())));
      assert.equal(saved?.properties["name"], "Renamed");
      await host.update(scene.id, saved.properties, renamed());
      assert.ok(scene.names().includes("Renamed"));
    });

    it("diff replaces the resource if a property changes that cannot be updated", async () => {
      await setUp();
      if (!scene.replaceOnChange) return;
      const [name, value] = scene.replaceOnChange;
      const { replaces } = await host.diff(scene.id, scene.state, { ...scene.state, [name]: value });
      assert.deepEqual(replaces, [name]);
    });

    it("read returns manual changes in the outputs and in the inputs", async () => {
      await setUp();
      const { outputs, inputs } = await host.read(scene.id, renamed());
      assert.equal(outputs["name"], "Old");
      assert.equal(inputs["name"], "Old");
    });

    for (const missingResource of ["notFound", "forbidden"] as const) {
      it(`delete and read treat the resource as gone if the service answers ${missingResource}`, async () => {
        await setUp({ missingResource });
        scene.removeEntity();
        await host.delete(scene.id, scene.state);
        assert.equal((await host.read(scene.id, scene.state)).id, "");
        assert.equal(count("remove"), 1);
      });
    }

    it("delete and read fail after a 403 if a list still shows the resource, or if the list fails too", async () => {
      await setUp();
      for (const operation of ["remove", "read"] as const)
        inject(operation, { kind: "error", error: "ForbiddenException", times: "always" });
      await assert.rejects(host.delete(scene.id, scene.state), /IAM permission chime:Delete.*stays in/s);
      await assert.rejects(host.read(scene.id, scene.state), /IAM permission chime:Describe/);
      assert.ok(count("list") > 0);
      scene.removeEntity();
      scene.chime.faults.inject({
        operation: "*",
        kind: "error",
        error: "ForbiddenException",
        times: "always",
      });
      await assert.rejects(host.delete(scene.id, scene.state), /IAM permission chime:Delete/);
      await assert.rejects(host.read(scene.id, scene.state), /IAM permission chime:Describe/);
    });

    it("delete and read fail if a proxy answers 403 or 404", async () => {
      await setUp();
      for (const status of [403, 404]) {
        inject("remove", { kind: "proxyError", status });
        await assert.rejects(host.delete(scene.id, scene.state), /not Amazon Chime's/);
        inject("read", { kind: "proxyError", status });
        await assert.rejects(host.read(scene.id, scene.state), /not Amazon Chime's/);
      }
      assert.ok(scene.names().includes("Old"));
    });

    it("a look-up fails if the resource does not exist", async () => {
      await setUp();
      scene.removeEntity();
      const { chimeBearer } = scene.state;
      await assert.rejects(
        host.read(scene.id, chimeBearer === undefined ? {} : { chimeBearer }),
        /There is no .* in Amazon Chime/,
      );
    });

    it("create adopts the resource of an interrupted deployment if PULUMI_CHIME_RECOVER names its id", async () => {
      await setUp();
      const { id, outputs } = await host.create(scene.inputs);
      await nextDeployment({ PULUMI_CHIME_RECOVER: `other/id ${id}` });
      const again = await host.create(scene.inputs);
      assert.deepEqual([again.id, again.outputs], [id, outputs]);
      assert.equal(scene.names().filter((name) => name === "New").length, 1);
      // The new entry owns the resource now, so deleting the old entry does nothing.
      await host.delete(id, outputs);
      assert.ok(scene.names().includes("New"));
    });

    it("create adopts nothing if PULUMI_CHIME_RECOVER is true or names another id", async () => {
      await setUp();
      const { id } = await host.create(scene.inputs);
      const isChosen = scene.kind === "AppInstanceUser";
      for (const recover of ["true", `${id}x`]) {
        await nextDeployment({ PULUMI_CHIME_RECOVER: recover });
        const outcome = await host.create({ ...scene.inputs, ...(isChosen ? { name: "Mine" } : {}) }).then(
          (created) => created.id,
          (error: unknown) => String(error),
        );
        // Either a new id, or an error that says how to adopt the existing one.
        assert.notEqual(outcome, id);
        if (isChosen || recover === "true")
          assert.ok(outcome.includes(`\`PULUMI_CHIME_RECOVER="${id}" pulumi up\``), outcome);
      }
      assert.equal(count("update"), 0);
    });

    const hooks: Record<string, { operation: keyof EntityScene["operations"]; run: () => Promise<unknown> }> =
      {
        create: { operation: "create", run: () => host.create(scene.inputs) },
        read: { operation: "read", run: () => host.read(scene.id, scene.state) },
        update: { operation: "update", run: () => host.update(scene.id, scene.state, renamed()) },
        delete: { operation: "remove", run: () => host.delete(scene.id, scene.state) },
      };
    for (const [hook, { operation, run }] of Object.entries(hooks)) {
      it(`${hook} is retried after transient errors`, async () => {
        await setUp({}, { "chime:maxRetries": "5" });
        for (const error of TRANSIENT_ERRORS) inject(operation, { kind: "error", error });
        await run();
        assert.equal(count(operation), TRANSIENT_ERRORS.length + 1);
      });
    }
  });
}

const HOUR_MS = 3_600_000;

// A resource that already exists with the chosen id may belong to somebody else, so it must not be changed or deleted.
for (const [kind, idName, arnName] of [
  ["AppInstanceUser", "appInstanceUserId", "appInstanceUserArn"],
  ["Channel", "channelId", "channelArn"],
] as const) {
  describe(`Entity hooks with a chosen id (${kind}):`, function () {
    this.timeout(60_000);

    let scene: EntityScene;
    let host: Host;
    let engine: EngineStub;
    let desired: Properties;
    const start = async (env: Record<string, string> = {}): Promise<void> => {
      const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "1" };
      host = await Host.start({ chime: scene.chime, kind, config, env, engine: engine.address });
    };
    /** Creates the existing resource (name Old, id old) with the given age. */
    const setUp = async ({ ageMs = HOUR_MS, recover = false } = {}): Promise<void> => {
      let clockDelayMs = ageMs;
      scene = await ENTITIES[kind]!({ now: () => Date.now() - clockDelayMs });
      clockDelayMs = 0;
      desired = { ...scene.inputs, [idName]: "new" };
      engine = await EngineStub.start();
      await start(recover ? recoverEnv() : {});
    };
    /** The environment of a command that adopts the existing resource. */
    const recoverEnv = (): Record<string, string> => ({ PULUMI_CHIME_RECOVER: scene.id });
    const howToAdopt = (): string => `\`PULUMI_CHIME_RECOVER="${scene.id}" pulumi up\``;
    afterEach(async () => {
      await host.stop();
      engine.stop();
      await scene.close();
    });
    /** Ends the deployment and starts another one without faults. */
    const nextDeployment = async (env: Record<string, string> = {}): Promise<void> => {
      await host.stop();
      scene.chime.faults.clear();
      await start(env);
    };

    const existingInputs = (name = "Mine"): Properties => ({ ...desired, [idName]: "old", name });
    const count = (operation: keyof EntityScene["operations"]): number =>
      scene.chime.journal.count(scene.operations[operation]);
    const inject = (name: keyof EntityScene["operations"], fault: object): void => {
      scene.chime.faults.inject({ operation: scene.operations[name] as OperationName, ...fault } as never);
    };
    const failure = { kind: "error", error: "ServiceFailureException" };
    const conflict = { kind: "error", error: "ConflictException" };
    const unreadable = { kind: "proxyError", status: 403 };
    /** What the state contains after a create with these faults. */
    const savedAfter = async (inputs: Properties, faults: [keyof EntityScene["operations"], object][]) => {
      for (const [operation, fault] of faults) inject(operation, fault);
      const saved = host.partialFailure(await rejectionOf(host.create(inputs)));
      assert.ok(saved, "nothing was saved to the state");
      return saved;
    };

    it("create has an ambiguous outcome if the read-back fails, and the next deployment resolves it", async () => {
      await setUp();
      inject("read", unreadable);
      const error = await rejectionOf(host.create(desired));
      assert.match(error.message, /answered Create\w+ with success, but the result could not be read/);
      const saved = host.partialFailure(error);
      assert.ok(saved, "nothing was saved to the state");
      assert.deepEqual(without(saved.properties, "createStarted"), desired);
      const started = Date.parse(String(saved.properties["createStarted"]));
      assert.ok(Math.abs(started - Date.now()) < HOUR_MS / 2, `createStarted is ${started}`);

      await nextDeployment();
      const { id, properties } = saved;
      // Also if the engine has forgotten that the create failed, as after a `destroy --run-program` that failed.
      assert.equal((await host.diff(id, properties, desired)).changes, true);
      const outputs = await host.update(id, properties, desired);
      assert.deepEqual(outputs, { ...desired, [arnName]: id });
      assert.deepEqual(scene.names(), ["Old", "New"]);
      await nextDeployment();
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    for (const name of ["Mine", "Old"]) {
      it(`an older resource with ${name === "Old" ? "the same" : "another"} name is not changed or deleted after an ambiguous create`, async () => {
        await setUp();
        const inputs = without(existingInputs(name), "metadata");
        const { id, properties } = await savedAfter(inputs, [["create", { ...failure, times: "always" }]]);
        assert.equal(id, scene.id);

        await nextDeployment();
        const { message } = await rejectionOf(host.update(id, properties, inputs));
        assert.match(message, /it exists already|ConflictException/);
        assert.ok(message.includes(howToAdopt()), message);
        assert.equal((await host.read(id, properties)).id, "");
        await host.delete(id, properties);
        assert.deepEqual([scene.names(), count("remove"), count("update")], [["Old"], 0, 0]);
        await engine.message(
          ({ text, ephemeral }) => text.includes(`${id} existed before this stack`) && !ephemeral,
        );
      });
    }

    it("update adopts an older resource after an ambiguous create only if PULUMI_CHIME_RECOVER names its id", async () => {
      await setUp();
      const { id, properties } = await savedAfter(existingInputs(), [
        ["create", { ...failure, times: "always" }],
      ]);
      for (const env of [{ PULUMI_CHIME_RECOVER: "true" }, { PULUMI_CHIME_RECOVER: `${scene.id}/no` }]) {
        await nextDeployment(env);
        await assert.rejects(
          host.update(id, properties, existingInputs()),
          /exists already|ConflictException/,
        );
        assert.deepEqual(scene.names(), ["Old"]);
      }
      await nextDeployment(recoverEnv());
      await host.update(id, properties, existingInputs());
      assert.deepEqual(scene.names(), ["Mine"]);
    });

    it("create reports what it adopted, and the resource owns it from then on", async () => {
      await setUp({ recover: true });
      const { id, outputs } = await host.create(existingInputs());
      assert.deepEqual([id, scene.names()], [scene.id, ["Mine"]]);
      await engine.message(
        ({ text, ephemeral }) => text.startsWith("Adopted the existing ") && text.includes(id) && !ephemeral,
      );
      await nextDeployment();
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), []);
    });

    it("a replacement with deleteBeforeReplace deletes the resource and creates it again", async () => {
      await setUp();
      const { id, outputs } = await host.create(desired);
      await nextDeployment();
      const { inputs } = await host.check(desired, outputs);
      await host.diff(id, outputs, inputs);
      await host.check(desired);
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), ["Old"]);
      assert.equal((await host.create(inputs)).id, id);
      assert.deepEqual(scene.names(), ["Old", "New"]);
    });

    it("delete fails if the program still declares the id and no other entry owns it", async () => {
      await setUp();
      const { id, outputs } = await host.create(desired);
      await nextDeployment();
      await host.check(desired, outputs);
      await assert.rejects(host.delete(id, outputs), /another resource of this program declares it/);
      assert.deepEqual(scene.names(), ["Old", "New"]);
    });

    it("delete does nothing if another entry of the state retains the id", async () => {
      await setUp();
      const { id, outputs } = await host.create(desired);
      await nextDeployment();
      const { inputs } = await host.check(desired, outputs);
      await host.diff(id, outputs, inputs);
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), ["Old", "New"]);
    });

    it("delete does nothing, and says so, if this deployment created another entry with the id", async () => {
      await setUp();
      const { id, outputs } = await host.create(desired);
      await host.delete(id, outputs);
      assert.deepEqual([scene.names(), count("remove")], [["Old", "New"], 0]);
      await engine.message(({ text }) =>
        text.includes(`${id} was not deleted, because another resource of this stack has it`),
      );
    });

    it("read confirms and delete removes a resource that the service created although it answered with a failure", async () => {
      await setUp();
      const afterWrite = { ...failure, when: "afterWrite", times: "always" };
      const { id, properties } = await savedAfter(desired, [["create", afterWrite]]);
      assert.deepEqual(scene.names(), ["Old", "New"]);
      await nextDeployment();
      assert.deepEqual((await host.read(id, properties)).outputs, { ...desired, [arnName]: id });
      await host.delete(id, properties);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    it("delete fails after an ambiguous create if the resource cannot be read", async () => {
      await setUp();
      const { id, properties } = await savedAfter(existingInputs(), [
        ["create", { ...failure, times: "always" }],
      ]);
      await nextDeployment();
      inject("read", unreadable);
      await assert.rejects(host.delete(id, properties), /not Amazon Chime's/);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    it("create succeeds after a conflict with its own earlier attempt", async () => {
      await setUp();
      inject("create", { kind: "cut", when: "afterWrite" });
      inject("create", conflict);
      const { id, outputs } = await host.create(desired);
      assert.deepEqual(outputs, { ...desired, [arnName]: id });
      assert.deepEqual([scene.names(), count("create")], [["Old", "New"], 2]);
    });

    for (const [what, ageMs, name] of [
      ["an older resource", HOUR_MS, "Old"],
      ["a resource that somebody else created at the same time", 0, "Mine"],
    ] as const) {
      it(`create fails after a conflict with ${what}, and saves nothing`, async () => {
        await setUp({ ageMs });
        inject("create", failure);
        inject("create", conflict);
        const error = await rejectionOf(host.create(without(existingInputs(name), "metadata")));
        assert.match(error.message, /ConflictException/);
        assert.ok(error.message.includes(howToAdopt()), error.message);
        assert.equal(host.partialFailure(error), undefined);
        assert.deepEqual(scene.names(), ["Old"]);
      });
    }

    it("create saves the resource if its answer is lost, the retry conflicts, and the read fails", async () => {
      await setUp();
      const { id, properties } = await savedAfter(desired, [
        ["create", { kind: "cut", when: "afterWrite" }],
        ["create", conflict],
        ["read", unreadable],
      ]);
      await nextDeployment();
      await host.delete(id, properties);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    it("create saves an adopted resource whose update has an ambiguous outcome", async () => {
      await setUp({ recover: true });
      const cut = { kind: "cut", when: "beforeWrite", times: "always" };
      const { id, properties } = await savedAfter(existingInputs(), [["update", cut]]);
      assert.deepEqual(properties, { ...existingInputs(), [arnName]: id });
      await nextDeployment();
      await host.delete(id, properties);
      assert.deepEqual(scene.names(), []);
    });
  });
}

describe("AppInstanceUser hooks:", function () {
  this.timeout(60_000);

  let scene: EntityScene;
  let host: Host;
  const start = async (env: Record<string, string> = {}): Promise<void> => {
    const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2" };
    host = await Host.start({ chime: scene.chime, kind: "AppInstanceUser", config, env });
  };
  const setUp = async ({ recover = false } = {}): Promise<void> => {
    scene = await ENTITIES["AppInstanceUser"]!();
    await start(recover ? { PULUMI_CHIME_RECOVER: scene.id } : {});
  };
  /** Ends the deployment and starts another one without faults. */
  const nextDeployment = async (env: Record<string, string> = {}): Promise<void> => {
    await host.stop();
    scene.chime.faults.clear();
    await start(env);
  };
  const existingInputs = (name: string): Properties => ({ ...scene.inputs, appInstanceUserId: "old", name });
  afterEach(async () => {
    await host.stop();
    await scene.close();
  });

  it("create fails if the user exists, and adopts the user if PULUMI_CHIME_RECOVER names the id", async () => {
    await setUp();
    const { message } = await rejectionOf(host.create(existingInputs("Mine")));
    assert.match(message, /ConflictException/);
    assert.ok(message.includes(`\`PULUMI_CHIME_RECOVER="${scene.id}" pulumi up\``), message);
    assert.deepEqual(scene.names(), ["Old"]);
    await nextDeployment({ PULUMI_CHIME_RECOVER: scene.id });
    assert.equal((await host.create(existingInputs("Mine"))).id, scene.id);
    assert.deepEqual(scene.names(), ["Mine"]);
  });

  it("create succeeds after an interrupted replacement that had already deleted the user", async () => {
    await setUp();
    const { inputs } = await host.check(scene.inputs);
    const id = `${String(inputs["appInstanceArn"])}/user/new`;
    await host.diff(id, { ...inputs, appInstanceUserArn: id }, inputs);
    assert.equal((await host.create(inputs)).id, id);
  });

  it("create does not adopt a user whom another entry of the state owns", async () => {
    await setUp({ recover: true });
    const { inputs } = await host.check({ ...scene.inputs, appInstanceUserId: "old" }, scene.state);
    await host.diff(scene.id, scene.state, inputs);
    await assert.rejects(host.create(inputs), /declared twice in this program/);
  });

  it("create for a renamed resource adopts its user, even after a refresh in the same deployment", async () => {
    await setUp({ recover: true });
    await host.diff(scene.id, scene.state, scene.state);
    const { inputs } = await host.check({ ...scene.inputs, appInstanceUserId: "old" });
    await host.create(inputs);
    await host.delete(scene.id, scene.state);
    assert.deepEqual(scene.names(), ["New"]);
  });

  it("read returns metadata that somebody else set among the inputs only where they can be marked as a secret", async () => {
    await setUp();
    scene.chime.faults.clear();
    await host.update(scene.id, scene.state, { ...scene.state, metadata: "personal" });
    const { inputs, outputs } = await host.read(scene.id, scene.state);
    assert.deepEqual(
      [inputs["metadata"], outputs["metadata"]],
      [isNative() ? "personal" : undefined, "personal"],
    );
  });

  it("create fails if another resource of the deployment created the same user", async () => {
    await setUp();
    const outcomes = await Promise.allSettled([host.create(scene.inputs), host.create(scene.inputs)]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    assert.match((failed!.reason as Error).message, /declared twice in this program/);
  });

  it("a user from an ambiguous create is in the state, and the next deployments update and delete the user", async () => {
    await setUp();
    const create: OperationName = "CreateAppInstanceUser";
    scene.chime.faults.inject({ operation: create, kind: "cut", when: "afterWrite" });
    scene.chime.faults.inject({ operation: create, kind: "error", error: "UnauthorizedClientException" });
    const saved = host.partialFailure(await rejectionOf(host.create(scene.inputs)));
    assert.ok(saved, "nothing was saved to the state");
    assert.deepEqual(without(saved.properties, "createStarted"), scene.inputs);
    await nextDeployment();
    const outputs = await host.update(saved.id, saved.properties, { ...scene.inputs, name: "Newer" });
    assert.deepEqual(scene.names().sort(), ["Newer", "Old"]);
    await nextDeployment();
    await host.delete(saved.id, outputs);
    assert.deepEqual(scene.names(), ["Old"]);
  });
});

// test/chaos/seeded/defects.ts relies on this test.
describe("ChannelRoster hooks:", function () {
  this.timeout(60_000);

  it("update adds a member again whose user was deleted after the members were read", async () => {
    const scene = await SCENES["channels"]!();
    const { chime, kinds } = scene;
    const config = { "chime:readConsistencySeconds": "0" };
    const host = await Host.start({ chime, kind: kinds.roster, config });
    try {
      const memberArn = scene.newMember();
      scene.add(memberArn);
      // This reads the members.
      await host.diff(scene.parentId, scene.roster({}), { ...scene.roster({}), exclusive: true });
      const [appInstanceArn, userId] = memberArn.split("/user/") as [string, string];
      const user = { appInstanceUserArn: memberArn, appInstanceArn, appInstanceUserId: userId, name: "Old" };
      await host.withKind("AppInstanceUser").delete(memberArn, user);
      chime.state.addAppInstanceUser({ appInstanceArn, userId });
      assert.deepEqual(scene.members(), {});
      await host.update(scene.parentId, scene.roster({}), scene.roster({ [memberArn]: "DEFAULT" }));
      assert.deepEqual(scene.members(), { [memberArn]: "DEFAULT" });
    } finally {
      await host.stop();
      await scene.close();
    }
  });
});

describe("Channel hooks:", function () {
  this.timeout(60_000);

  let scene: EntityScene;
  let host: Host;
  const setUp = async (
    config: Record<string, string> = {},
    env: Record<string, string> = {},
  ): Promise<void> => {
    scene = await ENTITIES["Channel"]!();
    const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
    host = await Host.start({ chime: scene.chime, kind: "Channel", config: settings, env });
  };
  afterEach(async () => {
    await host.stop();
    await scene.close();
  });

  it("check adds the defaults, and rejects a bearer of another app instance", async () => {
    await setUp();
    const { appInstanceArn, chimeBearer } = scene.inputs as Record<string, string>;
    const { inputs, failures } = await host.check({ appInstanceArn, name: "New", metadata: "", chimeBearer });
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, {
      appInstanceArn,
      name: "New",
      chimeBearer,
      mode: "UNRESTRICTED",
      privacy: "PUBLIC",
    });
    const foreignBearer = `${scene.chime.state.addAppInstance()}/user/zoe`;
    const foreign = await host.check({ ...inputs, chimeBearer: foreignBearer });
    assert.match(foreign.failures.join(), /^chimeBearer belongs to .* another app instance/);
  });

  it("diff deletes a channel with a chosen id before it creates the new one, because the id is unique", async () => {
    await setUp();
    const chosen = { ...scene.state, channelId: "old" };
    const difference = await host.diff(scene.id, chosen, { ...chosen, privacy: "PRIVATE" });
    assert.deepEqual(difference, { changes: true, replaces: ["privacy"], deleteFirst: true });
  });

  it("update with another bearer only reads the channel, and later calls use the new bearer", async () => {
    await setUp();
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const other = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    scene.chime.state.addAppInstanceAdmin({ adminArn: other });
    const news = { ...scene.state, chimeBearer: other };
    const outputs = await host.update(scene.id, scene.state, news);
    assert.deepEqual(outputs, news);
    await host.delete(scene.id, outputs);
    assert.deepEqual(
      scene.chime.journal.calls().map(({ operation, bearer }) => [operation, bearer]),
      [
        ["DescribeChannel", other],
        ["DeleteChannel", other],
      ],
    );
  });

  it("create makes a private channel with a chosen id if the bearer may not read it", async () => {
    await setUp();
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const chimeBearer = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    const desired = { ...scene.inputs, privacy: "PRIVATE", channelId: "new", chimeBearer };
    const { id, outputs } = await host.create(desired);
    assert.deepEqual(outputs, { ...desired, channelArn: id });
    assert.deepEqual(scene.names(), ["Old", "New"]);
  });

  it("diff does not replace a channel if the program sets channelId to its current id", async () => {
    await setUp();
    const difference = await host.diff(scene.id, scene.state, { ...scene.state, channelId: "old" });
    assert.deepEqual(difference, { changes: true, replaces: [], deleteFirst: false });
    const outputs = await host.update(scene.id, scene.state, { ...scene.state, channelId: "old" });
    assert.equal(outputs["channelId"], "old");
    const other = await host.diff(scene.id, outputs, { ...outputs, channelId: "new" });
    assert.deepEqual(other.replaces, ["channelId"]);
  });

  it("update completes an ambiguous create with the chosen id, also if the program does not name the id any more", async () => {
    await setUp();
    const inputs: Properties = { ...scene.inputs, channelId: "new" };
    scene.chime.faults.inject({ operation: "DescribeChannel", kind: "proxyError", status: 403 });
    const saved = host.partialFailure(await rejectionOf(host.create(inputs)));
    const outputs = await host.update(saved!.id, saved!.properties, without(inputs, "channelId"));
    assert.equal(outputs["channelArn"], saved!.id);
    assert.deepEqual(scene.names(), ["Old", "New"]);
  });

  it("create does not adopt a channel after a crash if somebody else created it", async () => {
    await setUp({}, { PULUMI_CHIME_RECOVER: "true" });
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const chimeBearer = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    const desired: Properties = { ...scene.state, chimeBearer };
    delete desired["channelArn"];
    assert.notEqual((await host.create(desired)).id, scene.id);
  });

  it("create and update do not adopt a channel with a chosen id and other members, and recommend an alias", async () => {
    await setUp();
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const memberArn = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    scene.chime.state.addChannelMember({ channelArn: scene.id, memberArn });
    await host.stop();
    const [config, env] = [{ "chime:maxRetries": "0" }, { PULUMI_CHIME_RECOVER: scene.id }];
    host = await Host.start({ chime: scene.chime, kind: "Channel", config, env });
    const desired = { ...scene.inputs, channelId: "old" };
    const saved = { ...desired, createStarted: new Date(Date.now() + HOUR_MS).toISOString() };
    for (const adopting of [host.create(desired), host.update(scene.id, saved, desired)])
      await assert.rejects(adopting, /exists and has members, so it is not adopted.*give it an alias/s);
    assert.deepEqual(scene.names(), ["Old"]);
    assert.equal(scene.chime.journal.count("UpdateChannel"), 0);
  });

  it("create does not adopt a channel after a crash if it has members", async () => {
    await setUp({}, { PULUMI_CHIME_RECOVER: "true" });
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const desired = { ...scene.inputs, name: "Old", metadata: undefined };
    const memberArn = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    scene.chime.state.addChannelMember({ channelArn: scene.id, memberArn });
    const { id } = await host.create(JSON.parse(JSON.stringify(desired)) as Properties);
    assert.notEqual(id, scene.id);
    assert.deepEqual(scene.names(), ["Old", "Old"]);
  });
});

function without(properties: Properties, name: string): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name));
}
