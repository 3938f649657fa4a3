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
import { Host, nowhere, type HostOptions, type Properties } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

/** The plugin processes of one deployment, with a Pulumi home of their own. */
class Processes {
  private readonly hosts: Host[] = [];

  private constructor(
    private readonly home: string,
    private readonly engine = nowhere(),
  ) {}

  public static async open(): Promise<Processes> {
    return new Processes(await mkdtemp(join(tmpdir(), "pulumi-home-")));
  }

  /** Starts one more: of the same engine where that is not said. */
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

  /** The names of their ledgers. */
  public ledgers(): Promise<string[]> {
    return readdir(this.folder);
  }

  /** Cleans their folder up, as a person may do who believes that nobody needs it. */
  public async cleanUp(): Promise<void> {
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

// What holds for memberships that two providers of one program have to do with, in every service.
for (const [service, open] of Object.entries(SCENES)) {
  describe(`Two plugin processes of one deployment with memberships of ${service}`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let processes: Processes;
    let old: Host;
    let ana: string;
    let ben: string;
    beforeEach(async () => {
      [scene, processes] = await Promise.all([open(), Processes.open()]);
      old = await processes.start(scene.chime, scene.kinds.membership);
      [ana, ben] = [scene.newMember(), scene.newMember()];
      for (const memberId of [ana, ben]) scene.add(memberId);
    });
    afterEach(async () => {
      await processes.stop();
      await scene.close();
    });

    const removals = (): number => scene.chime.journal.count(scene.operations.remove);
    const all = (...memberIds: string[]): Record<string, string> =>
      Object.fromEntries(memberIds.map((id) => [id, scene.roles[0]]));
    const roster = (...memberIds: string[]): Properties => scene.roster(all(...memberIds));
    const another = (options?: Partial<HostOptions>): Promise<Host> =>
      processes.start(scene.chime, scene.kinds.roster, options);
    const deleteOld = (memberId = ana): Promise<void> =>
      old.delete(scene.id(memberId), scene.inputs(memberId));

    it("turn memberships into a roster of another provider, and remove nobody on the way", async () => {
      const fresh = await another();
      const { inputs } = await fresh.check(roster(ana, ben));
      await fresh.create(inputs);
      await Promise.all([deleteOld(ana), deleteOld(ben)]);
      assert.deepEqual(scene.members(), all(ana, ben));
      assert.equal(removals(), 0);
    });

    it("keep a membership in the state that a roster of another provider declares and could not create", async () => {
      const fresh = await another();
      await fresh.check(roster(ana));
      const { message } = await rejectionOf(deleteOld());
      assert.match(
        message,
        /another resource of this program declares it.*this resource stays in the state/s,
      );
      await deleteOld(ben);
      assert.deepEqual(scene.members(), all(ana));
    });

    it("leave in whom the other one goes on to have", async () => {
      const fresh = await another();
      const { inputs } = await fresh.check(roster(ana), roster(ana));
      await fresh.diff(scene.parentId, roster(ana), inputs);
      await deleteOld();
      assert.deepEqual([removals(), ana in scene.members()], [0, true]);
    });

    it("swap members between rosters of two providers, and forget whom they transferred in the next deployment", async () => {
      const both = [old.withKind(scene.kinds.roster), await another()] as const;
      const [olds, news] = [
        [roster(ana), roster(ben)],
        [roster(ben), roster(ana)],
      ] as const;
      await Promise.all(both.map((host, index) => host.check(news[index]!, olds[index])));
      const outputs = await Promise.all(
        both.map((host, index) => host.update(scene.parentId, olds[index]!, news[index]!)),
      );
      assert.deepEqual(scene.members(), all(ana, ben));
      assert.equal(removals(), 0);

      const engine = nowhere();
      const next = await Promise.all([another({ engine }), another({ engine })]);
      for (const [index, host] of next.entries()) await host.check(news[index]!, outputs[index]);
      for (const [index, host] of next.entries())
        await host.diff(scene.parentId, outputs[index]!, news[index]!);
      for (const [index, host] of next.entries())
        assert.deepEqual(await host.update(scene.parentId, outputs[index]!, news[index]!), news[index]);
      assert.deepEqual(scene.members(), all(ana, ben));
      assert.equal(removals(), 0);
    });

    // The role of a member of a room is changed in place.
    if (service === "channels")
      it("replace a membership by one of another provider where the same change needs a delete first", async () => {
        const fresh = await processes.start(scene.chime, scene.kinds.membership);
        const [state, news] = scene.roles.map((role) => scene.inputs(ana, role));
        const { inputs } = await fresh.check(news!, state);
        const { deleteFirst } = await fresh.diff(scene.id(ana), state!, inputs);
        assert.equal(deleteFirst, true);
        await fresh.check(news!);
        await deleteOld(ana);
        await fresh.create(inputs);
        assert.equal(scene.members()[ana], scene.roles[1]);
      });

    it("add again whom one has removed and a roster of the other one declares, whatever that one read before", async () => {
      const fresh = await another();
      // It reads who is in, and may not believe that any more.
      await fresh.diff(scene.parentId, roster(), { ...roster(), exclusive: true });
      await deleteOld();
      assert.equal(removals(), 1);
      await fresh.create(roster(ana));
      assert.deepEqual(scene.members(), all(ana, ben));
    });

    it("remove nobody once the folder of their ledgers was cleaned up, say so, and create all the same", async () => {
      const fresh = await another();
      await fresh.create(roster(ana));
      // A process makes its ledger when the engine first asks it about a resource.
      await old.read(scene.id(ana), scene.inputs(ana));
      await processes.cleanUp();
      for (const memberId of [ana, ben])
        assert.match(
          (await rejectionOf(deleteOld(memberId))).message,
          /was cleaned up .* nobody was removed/,
        );
      const cem = scene.newMember();
      await old.create(scene.inputs(cem));
      assert.deepEqual(scene.members(), all(ana, ben, cem));
      assert.equal(removals(), 0);
    });

    it("remove nobody whom one had that was killed, and is in", async () => {
      const fresh = await another();
      await fresh.create(roster(ana));
      await fresh.kill();
      assert.equal((await processes.ledgers()).length, 1);
      await assert.rejects(deleteOld(), /another resource of this program declares it/);
      assert.deepEqual(scene.members(), all(ana, ben));
      assert.equal(removals(), 0);
    });

    it("remove nobody whom one had that SIGTERM has ended, and is in", async () => {
      const fresh = await another();
      await fresh.create(roster(ana));
      process.kill(fresh.pid, "SIGTERM");
      while (isRunning(fresh.pid)) await sleep(1);
      await assert.rejects(deleteOld(), /another resource of this program declares it/);
      assert.equal(removals(), 0);
    });

    it("let go of whom one had that was killed, and is out", async () => {
      const fresh = await another();
      await fresh.create(roster(ana));
      await fresh.kill();
      scene.removeMember(ana);
      await deleteOld();
      assert.equal(removals(), 0);
    });

    it("count for nothing when their engine was killed, and they live on", async () => {
      const fresh = await another({ keepsInput: true });
      await fresh.create(roster(ana));
      assert.equal((await processes.ledgers()).length, 1);
      fresh.endInput();
      while ((await processes.ledgers()).length > 0) await sleep(1);
      await deleteOld();
      assert.deepEqual(scene.members(), all(ben));
    });

    it("of two deployments have nothing to do with each other", async () => {
      const fresh = await another({ engine: nowhere() });
      await fresh.create(roster(ana));
      await deleteOld();
      assert.deepEqual(scene.members(), all(ben));
    });
  });
}

describe("Two plugin processes of one deployment", function () {
  this.timeout(60_000);

  for (const kind of ["AppInstanceUser", "Channel"] as const) {
    it(`leave alone the ${kind} that the other one has adopted`, async () => {
      const [scene, processes] = await Promise.all([ENTITIES[kind]!(), Processes.open()]);
      try {
        const old = await processes.start(scene.chime, kind);
        const env = { PULUMI_CHIME_RECOVER: scene.id };
        const fresh = await processes.start(scene.chime, kind, { env });
        const { id } = await fresh.create({ ...scene.state, ...chosen(kind, scene.id) });
        assert.equal(id, scene.id);
        await old.delete(scene.id, scene.state);
        assert.ok(scene.names().includes("Old"));
        assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 0);
      } finally {
        await processes.stop();
        await scene.close();
      }
    });

    it(`do not both create the same ${kind}`, async () => {
      const [scene, processes] = await Promise.all([ENTITIES[kind]!(), Processes.open()]);
      try {
        const hosts = [await processes.start(scene.chime, kind), await processes.start(scene.chime, kind)];
        const inputs = { ...scene.inputs, ...chosen(kind, "a/new") };
        await hosts[0]!.create(inputs);
        await assert.rejects(hosts[1]!.create(inputs), /declared twice in this program/);
      } finally {
        await processes.stop();
        await scene.close();
      }
    });
  }

  it("replace a channel with a chosen id by one of another provider where the same change needs a delete first", async () => {
    const [scene, processes] = await Promise.all([ENTITIES["Channel"]!(), Processes.open()]);
    try {
      const [old, fresh] = [
        await processes.start(scene.chime, "Channel"),
        await processes.start(scene.chime, "Channel"),
      ];
      const state = { ...scene.state, channelId: "old" };
      const news = { ...scene.inputs, channelId: "old", privacy: "PRIVATE" };
      const { inputs, failures } = await fresh.check(news, state);
      assert.deepEqual(failures, []);
      assert.equal((await fresh.diff(scene.id, state, inputs)).deleteFirst, true);
      await fresh.check(news);
      await old.delete(scene.id, state);
      assert.deepEqual(scene.names(), []);
      assert.equal((await fresh.create(inputs)).id, scene.id);
    } finally {
      await processes.stop();
      await scene.close();
    }
  });
});

/** The argument by which the program chooses the id. */
function chosen(kind: "AppInstanceUser" | "Channel", arn: string): object {
  const id = arn.split("/").at(-1);
  return kind === "Channel" ? { channelId: id } : { appInstanceUserId: id };
}
