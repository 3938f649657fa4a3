import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { OperationName } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import { isRunning } from "../../provider/ownership/ledgerFolder";
import { ENTITIES } from "../support/entities";
import { rejectionOf } from "../support/failures";
import { Host, unreachableEngine, type HostOptions, type Properties } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

/** The plugin processes of one deployment, with their own Pulumi home folder. */
class PluginProcesses {
  private readonly hosts: Host[] = [];

  private constructor(
    private readonly home: string,
    private readonly engine = unreachableEngine(),
  ) {}

  public static async open(): Promise<PluginProcesses> {
    return new PluginProcesses(await mkdtemp(join(tmpdir(), "pulumi-home-")));
  }

  /** Starts another process. It has the same engine unless the options say otherwise. */
  public async start(
    chime: HostOptions["chime"],
    kind: ResourceKind,
    options: Partial<HostOptions> = {},
  ): Promise<Host> {
    const config = { "chime:readConsistencySeconds": "0" };
    const { engine, home } = this;
    const host = await Host.start({ chime, kind, config, engine, home, process: true, ...options });
    this.hosts.push(host);
    return host;
  }

  /** The names of the ledgers of one of them. */
  public async ledgersOf({ pid }: Host): Promise<string[]> {
    return (await readdir(this.folder)).filter((file) => file.includes(`.plugin.${pid}.`));
  }

  /** Deletes the folder of their ledgers, as a user may do by mistake. */
  public async deleteLedgerFolder(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  public async stop(): Promise<void> {
    try {
      await Promise.all(this.hosts.map((host) => host.stop()));
    } finally {
      await rm(this.home, { recursive: true, force: true });
    }
  }

  private get folder(): string {
    return join(this.home, "pulumi-chime");
  }
}

for (const [service, open] of Object.entries(SCENES)) {
  describe(`Two plugin processes of one deployment (${service})`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let processes: PluginProcesses;
    let oldHost: Host;
    let ana: string;
    let ben: string;
    beforeEach(async () => {
      [scene, processes] = await Promise.all([open(), PluginProcesses.open()]);
      oldHost = await processes.start(scene.chime, scene.kinds.membership);
      [ana, ben] = [scene.newMember(), scene.newMember()];
      for (const memberId of [ana, ben]) scene.add(memberId);
    });
    afterEach(async () => {
      await processes.stop();
      await scene.close();
    });

    const removals = (): number => scene.chime.journal.count(scene.operations.remove);
    const rolesOf = (...memberIds: string[]): Record<string, string> =>
      Object.fromEntries(memberIds.map((id) => [id, scene.roles[0]]));
    const roster = (...memberIds: string[]): Properties => scene.roster(rolesOf(...memberIds));
    const startRosterHost = (options?: Partial<HostOptions>): Promise<Host> =>
      processes.start(scene.chime, scene.kinds.roster, options);
    const deleteMembership = (memberId = ana): Promise<void> =>
      oldHost.delete(scene.id(memberId), scene.inputs(memberId));

    it("move members from memberships to a roster of another provider without a removal", async () => {
      const newHost = await startRosterHost();
      const { inputs } = await newHost.check(roster(ana, ben));
      await newHost.create(inputs);
      await Promise.all([deleteMembership(ana), deleteMembership(ben)]);
      assert.deepEqual(scene.members(), rolesOf(ana, ben));
      assert.equal(removals(), 0);
    });

    it("keep a membership in the state if a roster of another provider declares the member but was not created", async () => {
      const newHost = await startRosterHost();
      await newHost.check(roster(ana));
      const { message } = await rejectionOf(deleteMembership());
      assert.match(
        message,
        /another resource of this program declares it.*This resource stays in the state/s,
      );
      await deleteMembership(ben);
      assert.deepEqual(scene.members(), rolesOf(ana));
    });

    it("do not remove a member whom the other process retains", async () => {
      const newHost = await startRosterHost();
      const { inputs } = await newHost.check(roster(ana), roster(ana));
      await newHost.diff(scene.parentId, roster(ana), inputs);
      await deleteMembership();
      assert.deepEqual([removals(), ana in scene.members()], [0, true]);
    });

    it("exchange members between rosters of two providers, and drop transferred members in the next deployment", async () => {
      const both = [oldHost.withKind(scene.kinds.roster), await startRosterHost()] as const;
      const [olds, news] = [
        [roster(ana), roster(ben)],
        [roster(ben), roster(ana)],
      ] as const;
      await Promise.all(both.map((host, index) => host.check(news[index]!, olds[index])));
      const outputs = await Promise.all(
        both.map((host, index) => host.update(scene.parentId, olds[index]!, news[index]!)),
      );
      assert.deepEqual(scene.members(), rolesOf(ana, ben));
      assert.equal(removals(), 0);

      const engine = unreachableEngine();
      const next = await Promise.all([startRosterHost({ engine }), startRosterHost({ engine })]);
      for (const [index, host] of next.entries()) await host.check(news[index]!, outputs[index]);
      for (const [index, host] of next.entries())
        await host.diff(scene.parentId, outputs[index]!, news[index]!);
      for (const [index, host] of next.entries())
        assert.deepEqual(await host.update(scene.parentId, outputs[index]!, news[index]!), news[index]);
      assert.deepEqual(scene.members(), rolesOf(ana, ben));
      assert.equal(removals(), 0);
    });

    // The role of a room member can be updated in place.
    if (service === "channels")
      it("delete and recreate a membership whose type and provider change together", async () => {
        const newHost = await processes.start(scene.chime, scene.kinds.membership);
        const [state, news] = scene.roles.map((role) => scene.inputs(ana, role));
        const { inputs } = await newHost.check(news!, state);
        const { deleteFirst } = await newHost.diff(scene.id(ana), state!, inputs);
        assert.equal(deleteFirst, true);
        await newHost.check(news!);
        await deleteMembership(ana);
        await newHost.create(inputs);
        assert.equal(scene.members()[ana], scene.roles[1]);
      });

    it("add a member again whom one process removed and the other declares, despite an earlier read", async () => {
      const newHost = await startRosterHost();
      // This reads the members. The snapshot is outdated after the removal.
      await newHost.diff(scene.parentId, roster(), { ...roster(), exclusive: true });
      await deleteMembership();
      assert.equal(removals(), 1);
      await newHost.create(roster(ana));
      assert.deepEqual(scene.members(), rolesOf(ana, ben));
    });

    it("remove nobody and say so after their ledger folder was deleted, but still create members", async () => {
      const newHost = await startRosterHost();
      await newHost.create(roster(ana));
      // A process creates its ledger when the engine first calls a hook.
      await oldHost.read(scene.id(ana), scene.inputs(ana));
      await processes.deleteLedgerFolder();
      for (const memberId of [ana, ben])
        assert.match(
          (await rejectionOf(deleteMembership(memberId))).message,
          /was cleaned up .* nobody was removed/,
        );
      const cem = scene.newMember();
      await oldHost.create(scene.inputs(cem));
      assert.deepEqual(scene.members(), rolesOf(ana, ben, cem));
      assert.equal(removals(), 0);
    });

    it("do not remove a member whom a killed process owned", async () => {
      const newHost = await startRosterHost();
      await newHost.create(roster(ana));
      await newHost.kill();
      assert.equal((await processes.ledgersOf(newHost)).length, 1);
      await assert.rejects(deleteMembership(), /another resource of this program declares it/);
      assert.deepEqual(scene.members(), rolesOf(ana, ben));
      assert.equal(removals(), 0);
    });

    it("do not remove a member whom a process owned that SIGTERM ended", async () => {
      const newHost = await startRosterHost();
      await newHost.create(roster(ana));
      process.kill(newHost.pid, "SIGTERM");
      while (isRunning(newHost.pid)) await sleep(1);
      await assert.rejects(deleteMembership(), /another resource of this program declares it/);
      assert.equal(removals(), 0);
    });

    it("delete a membership that a killed process owned if the member is already gone", async () => {
      const newHost = await startRosterHost();
      await newHost.create(roster(ana));
      await newHost.kill();
      scene.removeMember(ana);
      await deleteMembership();
      assert.equal(removals(), 0);
    });

    it("ignore what a process owned whose engine was killed, even if it still runs", async () => {
      const newHost = await startRosterHost({ keepStdinOpen: true });
      await newHost.create(roster(ana));
      assert.equal((await processes.ledgersOf(newHost)).length, 1);
      newHost.closeStdin();
      while ((await processes.ledgersOf(newHost)).length > 0) await sleep(1);
      await deleteMembership();
      assert.deepEqual(scene.members(), rolesOf(ben));
    });

    it("ignore what a process of another deployment owns", async () => {
      const newHost = await startRosterHost({ engine: unreachableEngine() });
      await newHost.create(roster(ana));
      await deleteMembership();
      assert.deepEqual(scene.members(), rolesOf(ben));
    });
  });
}

describe("Two plugin processes of one deployment", function () {
  this.timeout(60_000);

  for (const kind of ["AppInstanceUser", "Channel"] as const) {
    it(`do not delete the ${kind} that the other process adopted`, async () => {
      const [scene, processes] = await Promise.all([ENTITIES[kind]!(), PluginProcesses.open()]);
      try {
        const oldHost = await processes.start(scene.chime, kind);
        const env = { PULUMI_CHIME_RECOVER: scene.id };
        const newHost = await processes.start(scene.chime, kind, { env });
        const { id } = await newHost.create({ ...scene.state, ...chosenId(kind, scene.id) });
        assert.equal(id, scene.id);
        await oldHost.delete(scene.id, scene.state);
        assert.ok(scene.names().includes("Old"));
        assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 0);
      } finally {
        await processes.stop();
        await scene.close();
      }
    });

    it(`do not both create the same ${kind}`, async () => {
      const [scene, processes] = await Promise.all([ENTITIES[kind]!(), PluginProcesses.open()]);
      try {
        const hosts = [await processes.start(scene.chime, kind), await processes.start(scene.chime, kind)];
        const inputs = { ...scene.inputs, ...chosenId(kind, "a/new") };
        await hosts[0]!.create(inputs);
        await assert.rejects(hosts[1]!.create(inputs), /declared twice in this program/);
      } finally {
        await processes.stop();
        await scene.close();
      }
    });
  }

  it("delete and recreate a channel with a chosen id whose privacy and provider change together", async () => {
    const [scene, processes] = await Promise.all([ENTITIES["Channel"]!(), PluginProcesses.open()]);
    try {
      const [oldHost, newHost] = [
        await processes.start(scene.chime, "Channel"),
        await processes.start(scene.chime, "Channel"),
      ];
      const state = { ...scene.state, channelId: "old" };
      const news = { ...scene.inputs, channelId: "old", privacy: "PRIVATE" };
      const { inputs, failures } = await newHost.check(news, state);
      assert.deepEqual(failures, []);
      assert.equal((await newHost.diff(scene.id, state, inputs)).deleteFirst, true);
      await newHost.check(news);
      await oldHost.delete(scene.id, state);
      assert.deepEqual(scene.names(), []);
      assert.equal((await newHost.create(inputs)).id, scene.id);
    } finally {
      await processes.stop();
      await scene.close();
    }
  });
});

/** The property with the chosen id. */
function chosenId(kind: "AppInstanceUser" | "Channel", arn: string): object {
  const id = arn.split("/").at(-1);
  return kind === "Channel" ? { channelId: id } : { appInstanceUserId: id };
}
