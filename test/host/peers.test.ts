import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import type { OperationName } from "../../emulator";
import type { ResourceKind } from "../../provider/contract/providerText";
import { ENTITIES } from "../support/entities";
import { rejectionOf } from "../support/failures";
import { Host, nowhere, type HostOptions, type Properties } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";
import { signalIfThere } from "../support/signals";

/** Processes of the plugin that find each other in a temporary folder of their own. */
class Processes {
  private readonly hosts: Host[] = [];

  private constructor(
    private readonly base: string,
    private readonly engine = nowhere(),
  ) {}

  public static async open(): Promise<Processes> {
    return new Processes(await mkdtemp("/tmp/peers-"));
  }

  /** Starts one more: of one engine where that is not said. */
  public async start(
    chime: HostOptions["chime"],
    kind: ResourceKind,
    { env, ...options }: Partial<HostOptions> = {},
  ): Promise<Host> {
    const config = { "chime:readConsistencySeconds": "0" };
    const own = { TMPDIR: this.base, ...env };
    const host = await Host.start({ chime, kind, config, engine: this.engine, env: own, ...options });
    this.hosts.push(host);
    return host;
  }

  /** What they have in their temporary folder. */
  public async files(): Promise<string[]> {
    const found = await readdir(this.base, { recursive: true, withFileTypes: true });
    return found.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  }

  public async stop(): Promise<void> {
    // The engine can end nothing that is stopped, but by force.
    for (const { pid } of this.hosts) signalIfThere(pid, "SIGCONT");
    await Promise.all(this.hosts.map((host) => host.stop()));
  }

  public async removeFolder(): Promise<void> {
    await rm(this.base, { recursive: true, force: true });
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
    beforeEach(async () => {
      [scene, processes] = await Promise.all([open(), Processes.open()]);
      old = await processes.start(scene.chime, scene.kinds.membership);
      ana = scene.newMember();
      scene.add(ana);
    });
    afterEach(async () => {
      await processes.stop();
      await processes.removeFolder();
      await scene.close();
    });

    const removals = (): number => scene.chime.journal.count(scene.operations.remove);
    const another = (options?: Partial<HostOptions>): Promise<Host> =>
      processes.start(scene.chime, scene.kinds.membership, options);
    const roster = (...memberIds: string[]): Properties =>
      scene.roster(Object.fromEntries(memberIds.map((id) => [id, scene.standings[0]])));
    /** Has a roster of another provider take her over. */
    const takeOver = async (host: Host): Promise<void> => {
      await host.withKind(scene.kinds.roster).create(roster(ana));
    };
    const deleteOld = (): Promise<void> => old.delete(scene.id(ana), scene.inputs(ana));

    it("leave in whom a roster of the other one has taken over", async () => {
      await takeOver(await another());
      await deleteOld();
      assert.deepEqual(scene.members(), { [ana]: scene.standings[0] });
      assert.equal(removals(), 0);
    });

    it("leave in whom the other one goes on to declare, and create that one anew where the engine replaces it", async () => {
      const fresh = await another();
      await fresh.check(scene.inputs(ana), scene.inputs(ana));
      await fresh.diff(scene.id(ana), scene.inputs(ana), scene.inputs(ana));
      await deleteOld();
      assert.equal(removals(), 0);
      await fresh.create(scene.inputs(ana));
      assert.deepEqual(scene.members(), { [ana]: scene.standings[0] });
    });

    it("add whom the other one is taking out, after that", async () => {
      const fresh = await another();
      const rosters = fresh.withKind(scene.kinds.roster);
      // It has read who is in before, and may not believe it any more.
      await rosters.diff(scene.placeId, roster(), { ...roster(), exclusive: true });
      const operation = scene.operations.remove as OperationName;
      scene.chime.faults.inject({ operation, kind: "delay", milliseconds: 300 });
      const arrived = scene.chime.journal.next({ operation });
      const deleted = deleteOld();
      await arrived;
      await rosters.create(roster(ana));
      await deleted;
      assert.deepEqual(scene.members(), { [ana]: scene.standings[0] });
    });

    it("leave in whom one may have taken over that was killed, and say so", async () => {
      const fresh = await another();
      await takeOver(fresh);
      await fresh.kill();
      await assert.rejects(deleteOld(), /did not answer \(it was killed\)/);
      assert.deepEqual(scene.members(), { [ana]: scene.standings[0] });
      assert.equal(removals(), 0);
    });

    it("count for nothing when their engine was killed, and they live on", async () => {
      const fresh = await another({ keepsInput: true });
      await takeOver(fresh);
      assert.equal((await processes.files()).length, 1);
      fresh.endInput();
      while ((await processes.files()).length > 0) await sleep(1);
      await deleteOld();
      assert.deepEqual(scene.members(), {});
    });

    it("of two deployments have nothing to do with each other", async () => {
      await takeOver(await another({ engine: nowhere() }));
      await deleteOld();
      assert.deepEqual(scene.members(), {});
    });

    it("leave in whom two rosters take over from each other", async () => {
      const ben = scene.newMember();
      scene.add(ben);
      const [one, other] = [old, await another()].map((host) => host.withKind(scene.kinds.roster));
      const [ofAna, ofBen] = [roster(ana), roster(ben)];
      await Promise.all([
        one!.update(scene.placeId, ofAna, ofBen),
        other!.update(scene.placeId, ofBen, ofAna),
      ]);
      const [standing] = scene.standings;
      assert.deepEqual(scene.members(), { [ana]: standing, [ben]: standing });
      assert.equal(removals(), 0);
    });
  });
}

describe("Two plugin processes of one deployment", function () {
  this.timeout(60_000);

  it("change nothing where the other one does not answer, and go on when it does", async () => {
    const [scene, processes] = await Promise.all([SCENES["rooms"]!(), Processes.open()]);
    try {
      const [ana, ben] = [scene.newMember(), scene.newMember()];
      for (const memberId of [ana, ben]) scene.add(memberId);
      const roster = (memberId: string): Properties => scene.roster({ [memberId]: "Member" });
      const [single, rosters] = await Promise.all([
        processes.start(scene.chime, "RoomMembership"),
        processes.start(scene.chime, "RoomRoster"),
      ]);
      const other = await processes.start(scene.chime, "RoomRoster");
      await other.create(roster(ana));
      process.kill(other.pid, "SIGSTOP");
      const failures = await Promise.all([
        rejectionOf(single.delete(scene.id(ana), scene.inputs(ana))),
        rejectionOf(rosters.delete(scene.placeId, roster(ben))),
      ]);
      for (const { message } of failures)
        assert.match(message, /did not answer \(nothing came for 10 seconds\)/);
      assert.deepEqual(scene.members(), { [ana]: "Member", [ben]: "Member" });
      signalIfThere(other.pid, "SIGCONT");
      await single.delete(scene.id(ana), scene.inputs(ana));
      await rosters.delete(scene.placeId, roster(ben));
      assert.deepEqual(scene.members(), { [ana]: "Member" });
    } finally {
      await processes.stop();
      await processes.removeFolder();
      await scene.close();
    }
  });

  for (const kind of ["AppInstanceUser", "Channel"] as const) {
    it(`leave alone the ${kind} that the other one has taken over`, async () => {
      const [scene, processes] = await Promise.all([ENTITIES[kind]!(), Processes.open()]);
      try {
        const old = await processes.start(scene.chime, scene.kind);
        const fresh = await processes.start(scene.chime, scene.kind, {
          env: { PULUMI_CHIME_RECOVER: "true" },
        });
        const inputs = { ...scene.state, ...chosen(kind, scene.id) };
        const { id } = await fresh.create(inputs);
        assert.equal(id, scene.id);
        await old.delete(scene.id, scene.state);
        assert.ok(scene.names().includes("Old"));
        assert.equal(scene.chime.journal.count(scene.operations.remove), 0);
      } finally {
        await processes.stop();
        await processes.removeFolder();
        await scene.close();
      }
    });
  }
});

/** The argument by which the program chooses the id. */
function chosen(kind: "AppInstanceUser" | "Channel", arn: string): object {
  const id = arn.split("/").at(-1);
  return kind === "Channel" ? { channelId: id } : { appInstanceUserId: id };
}
