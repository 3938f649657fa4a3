import assert from "node:assert/strict";

import type { Emulator, EmulatorOptions, OperationName } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { EngineStub } from "../support/engineStub";
import { TRANSIENT_ERRORS, rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Channel } from "../support/scenes";
import { SETTINGS, type SettingScene } from "../support/settings";

for (const [kind, open] of Object.entries(SETTINGS)) {
  const isFlow = kind === "ChannelFlowAssociation";

  describe(`Hooks of settings (${kind}):`, function () {
    this.timeout(60_000);

    let scene: SettingScene;
    let host: Host;
    let engine: EngineStub;
    const start = async (config = {}, env = {}): Promise<void> => {
      const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
      host = await Host.start({
        chime: scene.chime,
        kind: scene.kind,
        config: settings,
        env,
        engine: engine.address,
      });
    };
    const setUp = async (options: EmulatorOptions = {}, config = {}): Promise<void> => {
      scene = await open(options);
      engine = await EngineStub.start();
      await start(config);
    };
    afterEach(async () => {
      await host.stop();
      engine.stop();
      await scene.close();
    });
    /** Ends the deployment and starts another one without faults. */
    const nextDeployment = async (config = {}, env = {}): Promise<void> => {
      await host.stop();
      scene.chime.faults.clear();
      scene.chime.journal.clear();
      await start(config, env);
    };

    const inject = (name: keyof SettingScene["operations"], fault: object): void => {
      scene.chime.faults.inject({ operation: scene.operations[name] as OperationName, ...fault } as never);
    };
    const refuse = (name: keyof SettingScene["operations"]): void => {
      inject(name, { kind: "error", error: "ForbiddenException", times: "always" });
    };
    const writes = (): string[] =>
      scene.chime.journal
        .calls()
        .filter(({ written }) => written)
        .map(({ operation }) => operation);
    const valueOf = (props: Properties): Properties => ({ [scene.property]: props[scene.property] });
    const adopting = (props: Properties): Properties => ({ ...props, adoptExisting: true });
    const adoptionMessage = (): Promise<unknown> =>
      engine.message(
        ({ text, ephemeral }) =>
          text.startsWith("Adopted the existing ") && text.includes(scene.id) && !ephemeral,
      );

    it("check reports every invalid property, accepts unknown values, and makes no calls", async () => {
      await setUp();
      const names = Object.keys(scene.inputs).filter((name) => name !== "chimeBearer");
      const invalid = Object.fromEntries(names.map((name) => [name, "wrong"]));
      const { failures } = await host.check({ ...scene.inputs, ...invalid, adoptExisting: "no", title: "x" });
      assert.deepEqual(
        failures.map((failure) => /^(?:There is no property )?(\w+)/.exec(failure)?.[1]),
        [...names, "adoptExisting", "title"],
      );
      const unknown = Object.keys(scene.inputs).map((name): [string, string] => [name, UNKNOWN_VALUE]);
      assert.deepEqual((await host.check(Object.fromEntries(unknown))).failures, []);
      assert.equal(scene.chime.journal.count(), 0);
    });

    it("create sets it, read returns it, and delete removes it, also if it is gone already", async () => {
      await setUp();
      const { id, outputs } = await host.create(scene.inputs);
      assert.deepEqual([id, outputs], [scene.id, scene.inputs]);
      assert.deepEqual(scene.current(), valueOf(scene.inputs));
      await nextDeployment();
      assert.deepEqual(await host.read(id, outputs), { id, outputs, inputs: scene.inputs });
      assert.equal((await host.diff(id, outputs, scene.inputs)).changes, false);
      await host.delete(id, outputs);
      assert.deepEqual(scene.current(), {});
      await host.delete(id, outputs);
      assert.equal((await host.read(id, outputs)).id, "");
    });

    it("create fails if it exists already, says how to adopt it, and changes nothing", async () => {
      await setUp();
      scene.set(scene.changed);
      const error = await rejectionOf(host.create(scene.inputs));
      assert.match(error.message, /it is set already: .*To adopt the .*, set adoptExisting\./);
      assert.ok(error.message.includes(`\`PULUMI_CHIME_RECOVER="${scene.id}" pulumi up\``), error.message);
      assert.ok(error.message.includes(String(scene.changed[scene.property])), error.message);
      assert.equal(host.partialFailure(error), undefined);
      await assert.rejects(host.create({ ...scene.inputs, adoptExisting: false }), /it is set already/);
      assert.deepEqual([scene.current(), writes()], [valueOf(scene.changed), []]);
    });

    it("create adopts the same value with adoptExisting, chime:adoptExisting or PULUMI_CHIME_RECOVER, and says so", async () => {
      await setUp();
      scene.set(scene.inputs);
      for (const [config, env, inputs] of [
        [{}, {}, adopting(scene.inputs)],
        [{ "chime:adoptExisting": "true" }, {}, scene.inputs],
        [{}, { PULUMI_CHIME_RECOVER: scene.id }, scene.inputs],
      ] as const) {
        await nextDeployment(config, env);
        const { id, outputs } = await host.create(inputs);
        assert.deepEqual([id, outputs], [scene.id, inputs]);
        await adoptionMessage();
        assert.deepEqual((await host.read(id, outputs)).inputs, inputs);
        assert.deepEqual(writes(), []);
      }
      await nextDeployment();
      await host.delete(scene.id, adopting(scene.inputs));
      assert.deepEqual(scene.current(), {});
    });

    it("create with adoptExisting changes another value in place, except a channel flow, which it refuses", async () => {
      await setUp();
      scene.set(scene.changed);
      if (isFlow) {
        const error = await rejectionOf(host.create(adopting(scene.inputs)));
        assert.match(error.message, /Only the same channel flow is adopted\. Disassociate the other one/);
        assert.equal(host.partialFailure(error), undefined);
        assert.deepEqual([scene.current(), writes()], [valueOf(scene.changed), []]);
        return;
      }
      await host.create(adopting(scene.inputs));
      await adoptionMessage();
      assert.deepEqual(scene.current(), valueOf(scene.inputs));
    });

    it("create keeps in the state what it may have adopted and changed", async () => {
      await setUp();
      if (isFlow) return;
      scene.set(scene.changed);
      inject("put", { kind: "cut", when: "afterWrite", times: 3 });
      const saved = host.partialFailure(await rejectionOf(host.create(adopting(scene.inputs))));
      assert.deepEqual(saved?.properties, adopting(scene.inputs));
      await nextDeployment();
      await host.update(scene.id, saved.properties, adopting(scene.inputs));
      assert.deepEqual([scene.current(), writes()], [valueOf(scene.inputs), []]);
    });

    it("an existing value is not adopted by a change of the settings after the create", async () => {
      await setUp();
      await host.create(scene.inputs);
      await nextDeployment();
      const { changes, replaces } = await host.diff(scene.id, scene.inputs, adopting(scene.inputs));
      assert.deepEqual([changes, replaces], [true, []]);
      assert.deepEqual(
        await host.update(scene.id, scene.inputs, adopting(scene.inputs)),
        adopting(scene.inputs),
      );
      assert.deepEqual(writes(), []);
    });

    it("another value is an update in place, and another channel flow a replacement that deletes first", async () => {
      await setUp();
      const { id, outputs } = await host.create(scene.inputs);
      await nextDeployment();
      const { inputs } = await host.check(scene.changed, outputs);
      const difference = await host.diff(id, outputs, inputs);
      assert.deepEqual(difference, {
        changes: true,
        replaces: isFlow ? ["channelFlowArn"] : [],
        deleteFirst: isFlow,
      });
      if (isFlow) {
        await host.check(scene.changed);
        await host.delete(id, outputs);
        assert.deepEqual(scene.current(), {});
        await host.create(inputs);
      } else assert.deepEqual(await host.update(id, outputs, inputs), scene.changed);
      assert.deepEqual(scene.current(), valueOf(scene.changed));
      assert.deepEqual(
        writes(),
        isFlow ? [scene.operations.remove, scene.operations.put] : [scene.operations.put],
      );
    });

    it("another app instance or channel is a replacement that creates first", async () => {
      await setUp();
      const [parent] = Object.keys(scene.inputs) as [string];
      const news = { ...scene.inputs, [parent]: `${String(scene.inputs[parent])}-2` };
      const { replaces, deleteFirst } = await host.diff(scene.id, scene.inputs, news);
      assert.deepEqual([replaces, deleteFirst], [[parent], false]);
    });

    it("read shows what was changed outside Pulumi, and removes what is not set any more", async () => {
      await setUp();
      scene.set(scene.changed);
      const { outputs, inputs } = await host.read(scene.id, adopting(scene.inputs));
      assert.deepEqual([outputs, inputs], [adopting(scene.changed), adopting(scene.changed)]);
      scene.unset();
      assert.equal((await host.read(scene.id, scene.inputs)).id, "");
    });

    it("a look-up reads it, and fails if it is not set", async () => {
      await setUp();
      const { chimeBearer } = scene.inputs;
      const state = chimeBearer === undefined ? {} : { chimeBearer };
      await assert.rejects(
        host.read(scene.id, state),
        /^Error: There is no .* in Amazon Chime\.|There is no /,
      );
      scene.set(scene.inputs);
      assert.deepEqual((await host.read(scene.id, state)).outputs, scene.inputs);
    });

    for (const missingResource of ["notFound", "forbidden", "asDeclared"] as const) {
      it(`delete and read count it as gone with its parent if the service answers ${missingResource}`, async () => {
        await setUp({ missingResource });
        scene.removeParent();
        await host.delete(scene.id, scene.inputs);
        assert.equal((await host.read(scene.id, scene.inputs)).id, "");
      });
    }

    it("delete and read fail after a 403 while the parent exists, and it stays in the state", async () => {
      await setUp();
      scene.set(scene.inputs);
      refuse("remove");
      await assert.rejects(
        host.delete(scene.id, scene.inputs),
        /IAM permission chime:.* stays in the Pulumi state/s,
      );
      refuse("read");
      await assert.rejects(host.read(scene.id, scene.inputs), /IAM permission chime:/);
      await assert.rejects(
        host.delete(scene.id, scene.inputs),
        /IAM permission chime:.* stays in the Pulumi state/s,
      );
      assert.deepEqual(scene.current(), valueOf(scene.inputs));
    });

    it("create saves nothing if the read before it fails, whatever its outcome", async () => {
      await setUp();
      inject("read", { kind: "cut", when: "beforeWrite", times: "always" });
      const error = await rejectionOf(host.create(scene.inputs));
      assert.equal(host.partialFailure(error), undefined);
      assert.deepEqual(scene.current(), {});
    });

    for (const when of ["beforeWrite", "afterWrite"] as const) {
      it(`a create with an ambiguous outcome (${when}) stays in the state, and the next update completes it`, async () => {
        await setUp();
        inject("put", { kind: "cut", when, times: "always" });
        const saved = host.partialFailure(await rejectionOf(host.create(scene.inputs)));
        assert.ok(saved, "nothing was saved to the state");
        assert.match(String(saved.properties["createStarted"]), /^20/);
        await nextDeployment();
        assert.equal((await host.diff(saved.id, saved.properties, scene.inputs)).changes, true);
        assert.deepEqual(await host.update(saved.id, saved.properties, scene.inputs), scene.inputs);
        assert.deepEqual(scene.current(), valueOf(scene.inputs));
        await nextDeployment();
        await host.delete(saved.id, scene.inputs);
        assert.deepEqual(scene.current(), {});
      });

      it(`delete and read after a create with an ambiguous outcome (${when}) do what the service shows`, async () => {
        await setUp();
        inject("put", { kind: "cut", when, times: "always" });
        const saved = host.partialFailure(await rejectionOf(host.create(scene.inputs)));
        await nextDeployment();
        const { id } = await host.read(scene.id, saved!.properties);
        assert.equal(id, when === "afterWrite" ? scene.id : "");
        await host.delete(scene.id, saved!.properties);
        assert.deepEqual(scene.current(), {});
      });
    }

    it("an update with an ambiguous outcome stays in the state with the new value, and is completed", async () => {
      await setUp();
      if (isFlow) return;
      scene.set(scene.inputs);
      inject("put", { kind: "cut", when: "beforeWrite", times: "always" });
      const saved = host.partialFailure(
        await rejectionOf(host.update(scene.id, scene.inputs, scene.changed)),
      );
      assert.deepEqual(saved?.properties, scene.changed);
      await nextDeployment();
      await host.update(scene.id, saved.properties, scene.changed);
      assert.deepEqual(scene.current(), valueOf(scene.changed));
    });

    it("a second resource of the same setting is refused, also with adoptExisting", async () => {
      await setUp();
      await host.create(scene.inputs);
      await assert.rejects(host.create(adopting(scene.changed)), /is declared twice in this program/);
      await nextDeployment();
      const { inputs } = await host.check(scene.inputs, scene.inputs);
      await host.diff(scene.id, scene.inputs, inputs);
      await assert.rejects(host.create(adopting(scene.changed)), /is declared twice in this program/);
      assert.deepEqual(scene.current(), valueOf(scene.inputs));
    });

    it("delete removes nothing that another entry of the stack has adopted, and says so", async () => {
      await setUp();
      scene.set(scene.inputs);
      await host.create(adopting(scene.inputs));
      await host.delete(scene.id, scene.inputs);
      await engine.message(({ text }) =>
        text.includes(`${scene.id} was not deleted, because another resource of this stack has it`),
      );
      assert.deepEqual(scene.current(), valueOf(scene.inputs));
    });

    it("delete fails if the program still declares it and no other entry has it", async () => {
      await setUp();
      scene.set(scene.inputs);
      await host.check(scene.inputs, scene.inputs);
      await assert.rejects(
        host.delete(scene.id, scene.inputs),
        /another resource of this program declares it/,
      );
      assert.deepEqual(scene.current(), valueOf(scene.inputs));
    });

    for (const [hook, operation, run] of [
      ["create", "put", () => host.create(scene.inputs)],
      ["read", "read", () => host.read(scene.id, scene.inputs)],
      ["delete", "remove", () => host.delete(scene.id, scene.inputs)],
    ] as const) {
      it(`${hook} is retried after transient errors`, async () => {
        await setUp({}, { "chime:maxRetries": "5" });
        if (hook !== "create") scene.set(scene.inputs);
        for (const error of TRANSIENT_ERRORS) inject(operation, { kind: "error", error });
        await run();
        assert.equal(scene.chime.journal.count(scene.operations[operation]), TRANSIENT_ERRORS.length + 1);
      });
    }

    it("delete and read fail if a proxy answers 403 or 404", async () => {
      await setUp();
      scene.set(scene.inputs);
      for (const status of [403, 404]) {
        inject("remove", { kind: "proxyError", status });
        await assert.rejects(host.delete(scene.id, scene.inputs), /not Amazon Chime's/);
        inject("read", { kind: "proxyError", status });
        await assert.rejects(host.read(scene.id, scene.inputs), /not Amazon Chime's/);
      }
      assert.deepEqual(scene.current(), valueOf(scene.inputs));
    });
  });
}

describe("Hooks of settings", function () {
  this.timeout(60_000);

  let host: Host;
  let close: () => Promise<void>;
  afterEach(async () => {
    await host.stop();
    await close();
  });
  const start = async (kind: string, chime: Emulator, config: Record<string, string> = {}): Promise<void> => {
    const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "0", ...config };
    host = await Host.start({ chime, kind: kind as ResourceKind, config: settings });
  };

  it("read and remove a channel flow with the fallback bearer if that of the state is gone, but do not create one", async () => {
    const { chime, channelArn, appInstanceArn, chimeBearer: fallback } = await Channel.open();
    close = () => chime.stop();
    const chimeBearer = chime.state.addAppInstanceUser({ appInstanceArn });
    const channelFlowArn = chime.state.addChannelFlow({ appInstanceArn });
    const inputs = { channelArn, channelFlowArn, chimeBearer };
    await start("ChannelFlowAssociation", chime, { "chime:appInstanceUserArn": fallback });
    await assert.rejects(host.create(inputs), /IAM permission chime:AssociateChannelFlow/);
    chime.state.associateChannelFlow(inputs);
    chime.state.removeAppInstanceUser({ arn: chimeBearer });
    assert.deepEqual((await host.read(`${channelArn},flow`, inputs)).outputs, inputs);
    await host.delete(`${channelArn},flow`, inputs);
    assert.equal(chime.state.channelFlowOf(channelArn), undefined);
  });

  it("use chime:appInstanceUserArn as the bearer of a channel flow, and refuse a flow of another app instance", async () => {
    const { chime, channelArn, appInstanceArn, chimeBearer } = await Channel.open();
    close = () => chime.stop();
    await start("ChannelFlowAssociation", chime, { "chime:appInstanceUserArn": chimeBearer });
    const channelFlowArn = chime.state.addChannelFlow({ appInstanceArn });
    const { inputs, failures } = await host.check({ channelArn, channelFlowArn });
    assert.deepEqual([inputs, failures], [{ channelArn, channelFlowArn, chimeBearer }, []]);
    const other = chime.state.addChannelFlow({ appInstanceArn: chime.state.addAppInstance() });
    const refused = await host.check({ channelArn, channelFlowArn: other });
    assert.match(refused.failures.join(), /^channelFlowArn belongs to .*, which is another app instance/);
  });

  it("associate channel flows below the published rates, so that no call is throttled", async () => {
    const { chime, appInstanceArn, chimeBearer } = await Channel.open({ rates: "published" });
    close = () => chime.stop();
    await start("ChannelFlowAssociation", chime);
    const channelFlowArn = chime.state.addChannelFlow({ appInstanceArn });
    const channels = Array.from({ length: 14 }, () => chime.state.addChannel({ appInstanceArn }));
    await Promise.all(channels.map((channelArn) => host.create({ channelArn, channelFlowArn, chimeBearer })));
    assert.ok(channels.every((channelArn) => chime.state.channelFlowOf(channelArn) === channelFlowArn));
    assert.ok(chime.journal.calls().every(({ status }) => status === 200));
  });

  it("set one stream or both, replace what was set, and refuse none and names that AWS refuses", async () => {
    const scene = await SETTINGS["AppInstanceStreaming"]!();
    close = () => scene.close();
    await start(scene.kind, scene.chime);
    const { appInstanceArn, channelMessageStreamArn: stream } = scene.inputs;
    const steps: Properties[] = [
      { appInstanceArn, channelStreamArn: stream },
      { appInstanceArn, channelStreamArn: stream, channelMessageStreamArn: stream },
      { appInstanceArn, channelMessageStreamArn: stream },
    ];
    let { outputs } = await host.create(steps[0]!);
    for (const step of steps) {
      outputs = await host.update(scene.id, outputs, step);
      assert.deepEqual((await host.read(scene.id, outputs)).outputs, step);
    }
    const none = await host.check({ appInstanceArn, channelStreamArn: "" });
    assert.deepEqual(none.failures, ["channelStreamArn is required, unless channelMessageStreamArn is set."]);
    for (const arn of [
      "chime-messaging-a",
      String(stream).replace("chime-messaging", "a"),
      `${String(stream)}/b`,
    ]) {
      const { failures } = await host.check({ appInstanceArn, channelStreamArn: arn });
      assert.match(failures.join(), /whose name begins with chime-messaging-/);
    }
  });

  it("fail if the streaming has a data type that this package does not know, and change nothing", async () => {
    const scene = await SETTINGS["AppInstanceStreaming"]!();
    close = () => scene.close();
    await start(scene.kind, scene.chime);
    const { appInstanceArn, channelMessageStreamArn: stream } = scene.inputs as Record<string, string>;
    const streams = { ChannelMessage: stream!, Meeting: stream! };
    scene.chime.state.setStreaming({ appInstanceArn: appInstanceArn!, streams });
    await assert.rejects(host.read(scene.id, scene.inputs), /Could not read the streaming/);
    await assert.rejects(
      host.create({ ...scene.inputs, adoptExisting: true }),
      /Could not read the streaming/,
    );
    assert.deepEqual(scene.chime.state.streamingOf(appInstanceArn!), streams);
  });

  it("treat an empty list of streams as no streaming configuration", async () => {
    const scene = await SETTINGS["AppInstanceStreaming"]!({ missingStreaming: "emptyList" });
    close = () => scene.close();
    await start(scene.kind, scene.chime);
    assert.equal((await host.read(scene.id, scene.inputs)).id, "");
    await host.create(scene.inputs);
    assert.notDeepEqual(scene.current(), {});
  });

  it("accept 1 to 5,475 whole days of retention", async () => {
    const scene = await SETTINGS["AppInstanceRetention"]!();
    close = () => scene.close();
    await start(scene.kind, scene.chime);
    const check = async (retentionDays: unknown): Promise<string> =>
      (await host.check({ ...scene.inputs, retentionDays })).failures.join();
    for (const days of [1, 5475]) assert.equal(await check(days), "");
    for (const days of [0, 5476, 1.5, "30"])
      assert.equal(await check(days), "retentionDays must be a whole number of 1 to 5475.");
    assert.equal(await check(null), "retentionDays is required.");
  });
});
