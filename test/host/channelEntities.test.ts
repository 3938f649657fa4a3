import assert from "node:assert/strict";

import type { EmulatorOptions, OperationName } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { EngineStub } from "../support/engineStub";
import { ENTITIES, type EntityScene } from "../support/entities";
import { PASSING, rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { SCENES } from "../support/scenes";

// What holds for everything that is around channels, on each kind of it.
for (const [kind, open] of Object.entries(ENTITIES)) {
  describe(`The hooks of resources of the kind ${kind}`, function () {
    this.timeout(60_000);

    let scene: EntityScene;
    let host: Host;
    const given = async (
      options: EmulatorOptions = {},
      config: Record<string, string> = {},
    ): Promise<void> => {
      scene = await open(options);
      const quick = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
      host = await Host.start({ chime: scene.chime, kind: scene.kind, config: quick });
    };
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });
    /** Ends the deployment, and begins the next. */
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

    it("name every wrong argument without a call, and let pass what is not known yet", async () => {
      await given();
      const { failures } = await host.check({ ...scene.inputs, name: " \u0007\n", metadata: 7, title: "x" });
      assert.deepEqual(
        failures.map((failure) => failure.split(":", 1)[0]),
        ["name", "metadata", "title"],
      );
      const unknown = Object.keys(scene.inputs).map((name): [string, string] => [name, UNKNOWN_VALUE]);
      assert.deepEqual((await host.check(Object.fromEntries(unknown))).failures, []);
      assert.equal(scene.chime.journal.count(), 0);
    });

    it("make it once, though the answer was lost, read it, and delete it", async () => {
      await given();
      inject("create", { kind: "cut", when: "afterWrite" });
      const { id, outputs } = await host.create(scene.inputs);
      assert.equal(scene.names().filter((name) => name === "New").length, 1);
      const { inputs } = await host.read(id, outputs);
      assert.deepEqual(inputs, scene.inputs);
      await nextDeployment();
      await host.delete(id, outputs);
      assert.ok(!scene.names().includes("New"));
    });

    it("change the name and the metadata in place, and take the metadata away", async () => {
      await given();
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

    it("do again an update of which no answer said whether it was done", async () => {
      await given();
      inject("update", { kind: "cut", when: "beforeWrite", times: 3 });
      const kept = host.partialFailure(await rejectionOf(host.update(scene.id, scene.state, renamed())));
      assert.equal(kept?.properties["name"], "Renamed");
      await host.update(scene.id, kept.properties, renamed());
      assert.ok(scene.names().includes("Renamed"));
    });

    it("replace it for what cannot be changed", async () => {
      await given();
      if (!scene.fixed) return;
      const [name, value] = scene.fixed;
      const { replaces } = await host.diff(scene.id, scene.state, { ...scene.state, [name]: value });
      assert.deepEqual(replaces, [name]);
    });

    it("show what was changed by hand, in the inputs too", async () => {
      await given();
      const { outputs, inputs } = await host.read(scene.id, renamed());
      assert.equal(outputs["name"], "Old");
      assert.equal(inputs["name"], "Old");
    });

    for (const missingResource of ["notFound", "forbidden"] as const) {
      it(`count as deleted what is gone, and say so on refresh, where the service says ${missingResource}`, async () => {
        await given({ missingResource });
        scene.removeEntity();
        await host.delete(scene.id, scene.state);
        assert.equal((await host.read(scene.id, scene.state)).id, "");
        assert.equal(count("remove"), 1);
      });
    }

    it("believe no refusal of what a list still has, or where the list is refused too", async () => {
      await given();
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

    it("do not take somebody else's 403 or 404 for an answer", async () => {
      await given();
      for (const status of [403, 404]) {
        inject("remove", { kind: "proxyError", status });
        await assert.rejects(host.delete(scene.id, scene.state), /not Amazon Chime's/);
        inject("read", { kind: "proxyError", status });
        await assert.rejects(host.read(scene.id, scene.state), /not Amazon Chime's/);
      }
      assert.ok(scene.names().includes("Old"));
    });

    it("fail where what is looked up does not exist", async () => {
      await given();
      scene.removeEntity();
      const { chimeBearer } = scene.state;
      await assert.rejects(
        host.read(scene.id, chimeBearer === undefined ? {} : { chimeBearer }),
        /There is no .* in Amazon Chime/,
      );
    });

    it("adopt what an interrupted deployment has made, where PULUMI_CHIME_RECOVER names it", async () => {
      await given();
      const { id, outputs } = await host.create(scene.inputs);
      await nextDeployment({ PULUMI_CHIME_RECOVER: `other/id ${id}` });
      const again = await host.create(scene.inputs);
      assert.deepEqual([again.id, again.outputs], [id, outputs]);
      assert.equal(scene.names().filter((name) => name === "New").length, 1);
      // What the entry of before is about is the new one's now.
      await host.delete(id, outputs);
      assert.ok(scene.names().includes("New"));
    });

    it("adopt nothing where PULUMI_CHIME_RECOVER names something else, or is true", async () => {
      await given();
      const { id } = await host.create(scene.inputs);
      const isChosen = scene.kind === "AppInstanceUser";
      for (const recover of ["true", `${id}x`]) {
        await nextDeployment({ PULUMI_CHIME_RECOVER: recover });
        const outcome = await host.create({ ...scene.inputs, ...(isChosen ? { name: "Mine" } : {}) }).then(
          (made) => made.id,
          (error: unknown) => String(error),
        );
        // One of another id, or the refusal, which says how to adopt it.
        assert.notEqual(outcome, id);
        if (isChosen || recover === "true")
          assert.ok(outcome.includes(`\`PULUMI_CHIME_RECOVER="${id}" pulumi up\``), outcome);
      }
      assert.equal(count("update"), 0);
    });

    const hooks: Record<string, { of: keyof EntityScene["operations"]; run: () => Promise<unknown> }> = {
      create: { of: "create", run: () => host.create(scene.inputs) },
      read: { of: "read", run: () => host.read(scene.id, scene.state) },
      update: { of: "update", run: () => host.update(scene.id, scene.state, renamed()) },
      delete: { of: "remove", run: () => host.delete(scene.id, scene.state) },
    };
    for (const [hook, { of, run }] of Object.entries(hooks)) {
      it(`try ${hook} again after what passes`, async () => {
        await given({}, { "chime:maxRetries": "5" });
        for (const error of PASSING) inject(of, { kind: "error", error });
        await run();
        assert.equal(count(of), PASSING.length + 1);
      });
    }
  });
}

const HOUR_MS = 3_600_000;

// What exists with an id that the program chooses may be somebody else's, who is not to lose it.
for (const [kind, idName, arnName] of [
  ["AppInstanceUser", "appInstanceUserId", "appInstanceUserArn"],
  ["Channel", "channelId", "channelArn"],
] as const) {
  describe(`The hooks of resources of the kind ${kind} with an id of the program's choice`, function () {
    this.timeout(60_000);

    let scene: EntityScene;
    let host: Host;
    let engine: EngineStub;
    let wanted: Properties;
    const start = async (env: Record<string, string> = {}): Promise<void> => {
      const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "1" };
      host = await Host.start({ chime: scene.chime, kind, config, env, engine: engine.address });
    };
    /** With one called Old, whose id is old, that somebody else has made so long ago. */
    const given = async ({ ageMs = HOUR_MS, recovers = false } = {}): Promise<void> => {
      let behind = ageMs;
      scene = await ENTITIES[kind]!({ now: () => Date.now() - behind });
      behind = 0;
      wanted = { ...scene.inputs, [idName]: "new" };
      engine = await EngineStub.start();
      await start(recovers ? recovering() : {});
    };
    /** The environment of a command that adopts the one called Old. */
    const recovering = (): Record<string, string> => ({ PULUMI_CHIME_RECOVER: scene.id });
    const howToAdopt = (): string => `\`PULUMI_CHIME_RECOVER="${scene.id}" pulumi up\``;
    afterEach(async () => {
      await host.stop();
      engine.stop();
      await scene.close();
    });
    /** Ends the deployment, and begins the next, in which nothing goes wrong. */
    const nextDeployment = async (env: Record<string, string> = {}): Promise<void> => {
      await host.stop();
      scene.chime.faults.clear();
      await start(env);
    };

    const old = (name = "Mine"): Properties => ({ ...wanted, [idName]: "old", name });
    const count = (operation: keyof EntityScene["operations"]): number =>
      scene.chime.journal.count(scene.operations[operation]);
    const inject = (name: keyof EntityScene["operations"], fault: object): void => {
      scene.chime.faults.inject({ operation: scene.operations[name] as OperationName, ...fault } as never);
    };
    const failure = { kind: "error", error: "ServiceFailureException" };
    const conflict = { kind: "error", error: "ConflictException" };
    const unreadable = { kind: "proxyError", status: 403 };
    /** What the state keeps of one whose create meets these faults. */
    const keptAfter = async (inputs: Properties, faults: [keyof EntityScene["operations"], object][]) => {
      for (const [operation, fault] of faults) inject(operation, fault);
      const kept = host.partialFailure(await rejectionOf(host.create(inputs)));
      assert.ok(kept, "it is forgotten");
      return kept;
    };

    it("are not taken for made before they were read back, and settled by the next deployment", async () => {
      await given();
      inject("read", unreadable);
      const error = await rejectionOf(host.create(wanted));
      assert.match(error.message, /answered Create\w+ with success, but the result could not be read/);
      const kept = host.partialFailure(error);
      assert.ok(kept, "it is forgotten");
      assert.deepEqual(without(kept.properties, "createStarted"), wanted);
      const started = Date.parse(String(kept.properties["createStarted"]));
      assert.ok(Math.abs(started - Date.now()) < HOUR_MS / 2, `${started} is another time`);

      await nextDeployment();
      const { id, properties } = kept;
      assert.equal((await host.diff(id, properties, wanted)).changes, false);
      const outputs = await host.update(id, properties, wanted);
      assert.deepEqual(outputs, { ...wanted, [arnName]: id });
      assert.deepEqual(scene.names(), ["Old", "New"]);
      await nextDeployment();
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    for (const name of ["Mine", "Old"]) {
      it(`leave alone what was there before, called ${name === "Old" ? "the same" : "otherwise"}, where no answer said whether it was made`, async () => {
        await given();
        const inputs = without(old(name), "metadata");
        const { id, properties } = await keptAfter(inputs, [["create", { ...failure, times: "always" }]]);
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

    it("adopt what was there before and PULUMI_CHIME_RECOVER names, where no answer said whether it was made", async () => {
      await given();
      const { id, properties } = await keptAfter(old(), [["create", { ...failure, times: "always" }]]);
      for (const env of [{ PULUMI_CHIME_RECOVER: "true" }, { PULUMI_CHIME_RECOVER: `${scene.id}/no` }]) {
        await nextDeployment(env);
        await assert.rejects(host.update(id, properties, old()), /exists already|ConflictException/);
        assert.deepEqual(scene.names(), ["Old"]);
      }
      await nextDeployment(recovering());
      await host.update(id, properties, old());
      assert.deepEqual(scene.names(), ["Mine"]);
    });

    it("say what was adopted, and have it from then on", async () => {
      await given({ recovers: true });
      const { id, outputs } = await host.create(old());
      assert.deepEqual([id, scene.names()], [scene.id, ["Mine"]]);
      await engine.message(
        ({ text, ephemeral }) => text.startsWith("Adopted the existing ") && text.includes(id) && !ephemeral,
      );
      await nextDeployment();
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), []);
    });

    it("are really deleted and created again by a replacement that deletes first", async () => {
      await given();
      const { id, outputs } = await host.create(wanted);
      await nextDeployment();
      const { inputs } = await host.check(wanted, outputs);
      await host.diff(id, outputs, inputs);
      await host.check(wanted);
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), ["Old"]);
      assert.equal((await host.create(inputs)).id, id);
      assert.deepEqual(scene.names(), ["Old", "New"]);
    });

    it("stay with an entry where the program declares them and no other entry has them", async () => {
      await given();
      const { id, outputs } = await host.create(wanted);
      await nextDeployment();
      await host.check(wanted, outputs);
      await assert.rejects(host.delete(id, outputs), /another resource of this program declares it/);
      assert.deepEqual(scene.names(), ["Old", "New"]);
    });

    it("stay where an entry keeps them that the state had before", async () => {
      await given();
      const { id, outputs } = await host.create(wanted);
      await nextDeployment();
      const { inputs } = await host.check(wanted, outputs);
      await host.diff(id, outputs, inputs);
      await host.delete(id, outputs);
      assert.deepEqual(scene.names(), ["Old", "New"]);
    });

    it("stay where another entry has them, which is said", async () => {
      await given();
      const { id, outputs } = await host.create(wanted);
      await host.delete(id, outputs);
      assert.deepEqual([scene.names(), count("remove")], [["Old", "New"], 0]);
      await engine.message(({ text }) =>
        text.includes(`${id} was not deleted, because another resource of this stack has it`),
      );
    });

    it("delete what was made by a service that failed all the same, and confirm it on refresh", async () => {
      await given();
      const afterWrite = { ...failure, when: "afterWrite", times: "always" };
      const { id, properties } = await keptAfter(wanted, [["create", afterWrite]]);
      assert.deepEqual(scene.names(), ["Old", "New"]);
      await nextDeployment();
      assert.deepEqual((await host.read(id, properties)).outputs, { ...wanted, [arnName]: id });
      await host.delete(id, properties);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    it("keep in the state what may have been made, where it cannot be seen whose it is", async () => {
      await given();
      const { id, properties } = await keptAfter(old(), [["create", { ...failure, times: "always" }]]);
      await nextDeployment();
      inject("read", unreadable);
      await assert.rejects(host.delete(id, properties), /not Amazon Chime's/);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    it("take a conflict for success where an attempt has made it whose answer was lost", async () => {
      await given();
      inject("create", { kind: "cut", when: "afterWrite" });
      inject("create", conflict);
      const { id, outputs } = await host.create(wanted);
      assert.deepEqual(outputs, { ...wanted, [arnName]: id });
      assert.deepEqual([scene.names(), count("create")], [["Old", "New"], 2]);
    });

    for (const [age, ageMs, name] of [
      ["was there before", HOUR_MS, "Old"],
      ["somebody else has made at the same time", 0, "Mine"],
    ] as const) {
      it(`fail at a conflict with what ${age}, though an answer was lost, and keep nothing of it`, async () => {
        await given({ ageMs });
        inject("create", failure);
        inject("create", conflict);
        const error = await rejectionOf(host.create(without(old(name), "metadata")));
        assert.match(error.message, /ConflictException/);
        assert.ok(error.message.includes(howToAdopt()), error.message);
        assert.equal(host.partialFailure(error), undefined);
        assert.deepEqual(scene.names(), ["Old"]);
      });
    }

    it("keep in the state what meets a conflict after a lost answer, and cannot be read", async () => {
      await given();
      const { id, properties } = await keptAfter(wanted, [
        ["create", { kind: "cut", when: "afterWrite" }],
        ["create", conflict],
        ["read", unreadable],
      ]);
      await nextDeployment();
      await host.delete(id, properties);
      assert.deepEqual(scene.names(), ["Old"]);
    });

    it("keep as the resource's own what was adopted, though no answer said whether it was changed", async () => {
      await given({ recovers: true });
      const cut = { kind: "cut", when: "beforeWrite", times: "always" };
      const { id, properties } = await keptAfter(old(), [["update", cut]]);
      assert.deepEqual(properties, { ...old(), [arnName]: id });
      await nextDeployment();
      await host.delete(id, properties);
      assert.deepEqual(scene.names(), []);
    });
  });
}

// What is different about those whose ids are chosen.
describe("The hooks of an AppInstanceUser", function () {
  this.timeout(60_000);

  let scene: EntityScene;
  let host: Host;
  const start = async (env: Record<string, string> = {}): Promise<void> => {
    const config = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2" };
    host = await Host.start({ chime: scene.chime, kind: "AppInstanceUser", config, env });
  };
  const given = async ({ recovers = false } = {}): Promise<void> => {
    scene = await ENTITIES["AppInstanceUser"]!();
    await start(recovers ? { PULUMI_CHIME_RECOVER: scene.id } : {});
  };
  /** Ends the deployment, and begins the next, in which nothing goes wrong. */
  const nextDeployment = async (env: Record<string, string> = {}): Promise<void> => {
    await host.stop();
    scene.chime.faults.clear();
    await start(env);
  };
  const old = (name: string): Properties => ({ ...scene.inputs, appInstanceUserId: "old", name });
  afterEach(async () => {
    await host.stop();
    await scene.close();
  });

  it("refuse a user who exists, and adopt whom PULUMI_CHIME_RECOVER names", async () => {
    await given();
    const { message } = await rejectionOf(host.create(old("Mine")));
    assert.match(message, /ConflictException/);
    assert.ok(message.includes(`\`PULUMI_CHIME_RECOVER="${scene.id}" pulumi up\``), message);
    assert.deepEqual(scene.names(), ["Old"]);
    await nextDeployment({ PULUMI_CHIME_RECOVER: scene.id });
    assert.equal((await host.create(old("Mine"))).id, scene.id);
    assert.deepEqual(scene.names(), ["Mine"]);
  });

  it("create a user again after a replacement that failed half-way, when the old one was out already", async () => {
    await given();
    const { inputs } = await host.check(scene.inputs);
    const id = `${String(inputs["appInstanceArn"])}/user/new`;
    await host.diff(id, { ...inputs, appInstanceUserArn: id }, inputs);
    assert.equal((await host.create(inputs)).id, id);
  });

  it("do not adopt whom an entry of the state keeps", async () => {
    await given({ recovers: true });
    const { inputs } = await host.check({ ...scene.inputs, appInstanceUserId: "old" }, scene.state);
    await host.diff(scene.id, scene.state, inputs);
    await assert.rejects(host.create(inputs), /declared twice in this program/);
  });

  it("let a renamed resource adopt its user, also after a refresh in the same deployment", async () => {
    await given({ recovers: true });
    await host.diff(scene.id, scene.state, scene.state);
    const { inputs } = await host.check({ ...scene.inputs, appInstanceUserId: "old" });
    await host.create(inputs);
    await host.delete(scene.id, scene.state);
    assert.deepEqual(scene.names(), ["New"]);
  });

  it("keep metadata that somebody else has set out of what the engine takes for arguments", async () => {
    await given();
    scene.chime.faults.clear();
    await host.update(scene.id, scene.state, { ...scene.state, metadata: "personal" });
    const { inputs, outputs } = await host.read(scene.id, scene.state);
    assert.deepEqual([inputs["metadata"], outputs["metadata"]], [undefined, "personal"]);
  });

  it("cannot have the same user twice in one deployment", async () => {
    await given();
    const outcomes = await Promise.allSettled([host.create(scene.inputs), host.create(scene.inputs)]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    assert.match((failed!.reason as Error).message, /declared twice in this program/);
  });

  it("keep in the state who may have been made, set that right, and delete them in the end", async () => {
    await given();
    const create: OperationName = "CreateAppInstanceUser";
    scene.chime.faults.inject({ operation: create, kind: "cut", when: "afterWrite" });
    scene.chime.faults.inject({ operation: create, kind: "error", error: "UnauthorizedClientException" });
    const kept = host.partialFailure(await rejectionOf(host.create(scene.inputs)));
    assert.ok(kept, "it is forgotten");
    assert.deepEqual(without(kept.properties, "createStarted"), scene.inputs);
    await nextDeployment();
    const outputs = await host.update(kept.id, kept.properties, { ...scene.inputs, name: "Newer" });
    assert.deepEqual(scene.names().sort(), ["Newer", "Old"]);
    await nextDeployment();
    await host.delete(kept.id, outputs);
    assert.deepEqual(scene.names(), ["Old"]);
  });
});

// test/chaos/seeded/defects.ts relies on this test.
describe("The hooks of a ChannelRoster", function () {
  this.timeout(60_000);

  it("add a member again who was read before the member's user was deleted in this deployment", async () => {
    const scene = await SCENES["channels"]!();
    const { chime, kinds } = scene;
    const config = { "chime:readConsistencySeconds": "0" };
    const host = await Host.start({ chime, kind: kinds.roster, config });
    try {
      const memberArn = scene.newMember();
      scene.add(memberArn);
      // It reads who is in.
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

describe("The hooks of a Channel", function () {
  this.timeout(60_000);

  let scene: EntityScene;
  let host: Host;
  const given = async (
    config: Record<string, string> = {},
    env: Record<string, string> = {},
  ): Promise<void> => {
    scene = await ENTITIES["Channel"]!();
    const quick = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
    host = await Host.start({ chime: scene.chime, kind: "Channel", config: quick, env });
  };
  afterEach(async () => {
    await host.stop();
    await scene.close();
  });

  it("fill in the defaults, and refuse a bearer of another app instance", async () => {
    await given();
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
    const elsewhere = `${scene.chime.state.addAppInstance()}/user/zoe`;
    const foreign = await host.check({ ...inputs, chimeBearer: elsewhere });
    assert.match(foreign.failures.join(), /^chimeBearer: chimeBearer belongs to .* another app instance/);
  });

  it("replace one whose id is chosen by deleting it first, because two cannot have it", async () => {
    await given();
    const chosen = { ...scene.state, channelId: "old" };
    const difference = await host.diff(scene.id, chosen, { ...chosen, privacy: "PRIVATE" });
    assert.deepEqual(difference, { changes: true, replaces: ["privacy"], deleteFirst: true });
  });

  it("only look at it on behalf of another bearer, who is used from then on", async () => {
    await given();
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

  it("make a private one with a chosen id on behalf of somebody who may not read it", async () => {
    await given();
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const chimeBearer = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    const wanted = { ...scene.inputs, privacy: "PRIVATE", channelId: "new", chimeBearer };
    const { id, outputs } = await host.create(wanted);
    assert.deepEqual(outputs, { ...wanted, channelArn: id });
    assert.deepEqual(scene.names(), ["Old", "New"]);
  });

  it("take the id that a channel has for no other channel", async () => {
    await given();
    const difference = await host.diff(scene.id, scene.state, { ...scene.state, channelId: "old" });
    assert.deepEqual(difference, { changes: true, replaces: [], deleteFirst: false });
    const outputs = await host.update(scene.id, scene.state, { ...scene.state, channelId: "old" });
    assert.equal(outputs["channelId"], "old");
    const other = await host.diff(scene.id, outputs, { ...outputs, channelId: "new" });
    assert.deepEqual(other.replaces, ["channelId"]);
  });

  it("leave a channel alone, after a crash, that somebody else has made", async () => {
    await given({}, { PULUMI_CHIME_RECOVER: "true" });
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const chimeBearer = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    const wanted: Properties = { ...scene.state, chimeBearer };
    delete wanted["channelArn"];
    assert.notEqual((await host.create(wanted)).id, scene.id);
  });

  it("refuse to adopt one with a chosen id that others than its bearer are in, and say to give it an alias", async () => {
    await given();
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const memberArn = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    scene.chime.state.addChannelMember({ channelArn: scene.id, memberArn });
    await host.stop();
    const [config, env] = [{ "chime:maxRetries": "0" }, { PULUMI_CHIME_RECOVER: scene.id }];
    host = await Host.start({ chime: scene.chime, kind: "Channel", config, env });
    const wanted = { ...scene.inputs, channelId: "old" };
    const kept = { ...wanted, createStarted: new Date(Date.now() + HOUR_MS).toISOString() };
    for (const adopting of [host.create(wanted), host.update(scene.id, kept, wanted)])
      await assert.rejects(adopting, /exists and has members, so it is not adopted.*give it an alias/s);
    assert.deepEqual(scene.names(), ["Old"]);
    assert.equal(scene.chime.journal.count("UpdateChannel"), 0);
  });

  it("leave a channel alone, after a crash, that somebody is in", async () => {
    await given({}, { PULUMI_CHIME_RECOVER: "true" });
    const { appInstanceArn } = scene.inputs as Record<string, string>;
    const wanted = { ...scene.inputs, name: "Old", metadata: undefined };
    const memberArn = scene.chime.state.addAppInstanceUser({ appInstanceArn: appInstanceArn! });
    scene.chime.state.addChannelMember({ channelArn: scene.id, memberArn });
    const { id } = await host.create(JSON.parse(JSON.stringify(wanted)) as Properties);
    assert.notEqual(id, scene.id);
    assert.deepEqual(scene.names(), ["Old", "Old"]);
  });
});

function without(properties: Properties, name: string): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name));
}
