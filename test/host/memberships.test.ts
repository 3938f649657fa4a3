import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import type { OperationName } from "../../emulator";
import { TRANSIENT_ERRORS, rejectionOf } from "../support/failures";
import { Host, isNative, type Properties } from "../support/host";
import { MEMBERSHIP_SCENES, SCENES, type MembershipScene, type Scene } from "../support/scenes";

/** The outputs that are no inputs. */
const SERVICE_OUTPUTS = ["memberType", "invitedBy", "invitedByArn", "createdByArn", "createdTimestamp"];

for (const [service, open] of Object.entries(MEMBERSHIP_SCENES)) {
  describe(`Membership hooks (${service}):`, function () {
    this.timeout(60_000);

    let scene: MembershipScene;
    let host: Host;
    let ana: string;
    const setUp = async (
      options: EmulatorOptions = {},
      config: Record<string, string> = {},
    ): Promise<void> => {
      scene = await open(options);
      const settings = { "chime:readConsistencySeconds": "0", ...config };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.membership, config: settings });
      ana = scene.newMember();
    };
    /** Ends the deployment and starts another one without faults. */
    const nextDeployment = async (): Promise<void> => {
      await host.stop();
      scene.chime.faults.clear();
      const config = { "chime:readConsistencySeconds": "0" };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.membership, config });
    };
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    const inject = (name: keyof MembershipScene["operations"], fault: object): void => {
      scene.chime.faults.inject({ operation: scene.operations[name] as OperationName, ...fault } as never);
    };
    const create = (more: Properties = {}): ReturnType<Host["create"]> =>
      host.create({ ...scene.inputs(ana), ...more });

    it("create adds a member and stores no personal data", async () => {
      await setUp();
      const { id, outputs } = await create();
      assert.equal(id, scene.id(ana));
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      const extraOutputs = Object.keys(outputs).filter((name) => !(name in scene.inputs(ana)));
      assert.ok(extraOutputs.every((name) => SERVICE_OUTPUTS.includes(name)));
    });

    for (const options of [
      { existingMember: "conflict", existingChannelMember: "conflict", existingRoleOrBan: "conflict" },
      { existingMember: "created", existingChannelMember: "created", existingRoleOrBan: "created" },
    ] as const) {
      it(`create adopts a member with another role only with adoptExisting (the service answers ${options.existingMember})`, async () => {
        let clockDelayMs = 3_600_000;
        await setUp({ ...options, now: () => Date.now() - clockDelayMs });
        scene.add(ana, scene.roles[1]);
        clockDelayMs = 0;
        await assert.rejects(create(), /exists already|ConflictException/);
        assert.deepEqual(scene.members(), { [ana]: scene.roles[1] });
        await create({ adoptExisting: true });
        assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      });
    }

    it("diff changes a membership whose create has an unknown outcome, and update completes it", async () => {
      await setUp();
      const inputs = { ...scene.inputs(ana), adoptExisting: true };
      const { changes } = await host.diff(scene.id(ana), inputs, inputs);
      assert.equal(changes, true);
      const outputs = await host.update(scene.id(ana), inputs, inputs);
      assert.deepEqual(Object.keys(scene.members()), [ana]);
      assert.equal((await host.diff(scene.id(ana), outputs, inputs)).changes, false);
    });

    it("delete succeeds if its answer is lost and the retry conflicts", async () => {
      await setUp({
        missingMember: "notFound",
        missingChannelMember: "conflict",
        missingRoleOrBan: "conflict",
      });
      const { id, outputs } = await create();
      await nextDeployment();
      inject("remove", { kind: "cut", when: "afterWrite" });
      await host.delete(id, outputs);
      assert.deepEqual(scene.members(), {});
    });

    it("create succeeds if its answer is lost and the retry conflicts", async () => {
      await setUp();
      inject("create", { kind: "cut", when: "afterWrite" });
      await create();
      assert.equal(scene.chime.journal.count(scene.operations.create as OperationName), 2);
    });

    it("create saves a membership with an ambiguous outcome, and delete removes the member", async () => {
      await setUp();
      inject("create", { kind: "cut", when: "afterWrite" });
      inject("create", { kind: "error", error: "UnauthorizedClientException" });
      const began = Date.now();
      const saved = host.partialState(await rejectionOf(create()));
      assert.ok(saved, "nothing was saved to the state");
      const { createStarted, ...inputs } = saved;
      assert.deepEqual(inputs, scene.inputs(ana));
      // The service's time, some seconds early: see provider/aws/client/serviceClock.ts.
      const early = began - Date.parse(String(createStarted));
      assert.ok(early > 0 && early < 10_000, `${early} ms early`);
      await nextDeployment();
      await host.delete(scene.id(ana), saved);
      assert.deepEqual(scene.members(), {});
    });

    it("update completes an ambiguous create, also if the engine has forgotten that it failed", async () => {
      await setUp();
      inject("create", { kind: "cut", when: "beforeWrite" });
      inject("create", { kind: "error", error: "UnauthorizedClientException" });
      const saved = host.partialState(await rejectionOf(create()));
      await nextDeployment();
      const { changes, replaces } = await host.diff(scene.id(ana), saved!, scene.inputs(ana));
      assert.deepEqual([changes, replaces], [true, []]);
      const outputs = await host.update(scene.id(ana), saved!, scene.inputs(ana));
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      assert.equal((await host.diff(scene.id(ana), outputs, scene.inputs(ana))).changes, false);
    });

    it("a member who existed before an ambiguous create is not removed, and leaves the state", async () => {
      let clockDelayMs = 3_600_000;
      await setUp({ now: () => Date.now() - clockDelayMs });
      scene.add(ana);
      clockDelayMs = 0;
      const entry = { ...scene.inputs(ana), createStarted: new Date(Date.now() - 60_000).toISOString() };
      assert.equal((await host.read(scene.id(ana), entry)).id, "");
      await host.delete(scene.id(ana), entry);
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 0);
      await assert.rejects(host.update(scene.id(ana), entry, scene.inputs(ana)), /ConflictException/);
      await host.update(scene.id(ana), entry, { ...scene.inputs(ana), adoptExisting: true });
    });

    it("read returns the role of the member", async () => {
      await setUp();
      scene.add(ana, scene.roles[1]);
      const { inputs } = await host.read(scene.id(ana), scene.inputs(ana));
      assert.deepEqual(inputs, scene.inputs(ana, scene.roles[1]));
    });

    it("read of a look-up returns all inputs of a member, and fails if there is no such member", async () => {
      await setUp();
      const inputs = scene.inputs(ana);
      const given = "chimeBearer" in inputs ? { chimeBearer: inputs["chimeBearer"] } : {};
      await assert.rejects(host.read(scene.id(ana), given), /There is no \w+ .* in Amazon Chime: check the/);
      await nextDeployment();
      scene.add(ana);
      const { id, outputs } = await host.read(scene.id(ana), given);
      assert.equal(id, scene.id(ana));
      for (const [name, value] of Object.entries(inputs)) assert.equal(outputs[name], value, name);
    });

    it("create adopts the member whose id is in PULUMI_CHIME_RECOVER, and nobody else", async () => {
      await setUp();
      await host.stop();
      const config = { "chime:readConsistencySeconds": "0" };
      const env = { PULUMI_CHIME_RECOVER: scene.id(ana) };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.membership, config, env });
      const ben = scene.newMember();
      for (const member of [ana, ben]) scene.add(member);
      assert.equal((await create()).id, scene.id(ana));
      await assert.rejects(host.create(scene.inputs(ben)), (error: Error) =>
        error.message.includes(`PULUMI_CHIME_RECOVER="${scene.id(ben)}" pulumi up`),
      );
    });

    it("read reports that the member is gone", async () => {
      await setUp();
      assert.equal((await host.read(scene.id(ana), scene.inputs(ana))).id, "");
    });

    it("read returns a member that was created right after an earlier read", async () => {
      await setUp();
      assert.equal((await host.read(scene.id(ana), scene.inputs(ana))).id, "");
      const { id, outputs } = await create();
      assert.equal((await host.read(id, outputs)).id, id);
    });

    it("read retries a missing member until the consistency timeout", async () => {
      await setUp({}, { "chime:readConsistencySeconds": "8" });
      scene.chime.faults.setReadLag({ reads: 2 });
      scene.add(ana);
      assert.equal((await host.read(scene.id(ana), scene.inputs(ana))).id, scene.id(ana));
    });

    it("update adds the member again if the member is gone", async () => {
      await setUp();
      const { outputs } = await create();
      scene.removeMember(ana);
      await host.update(scene.id(ana), outputs, { ...scene.inputs(ana), adoptExisting: true });
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
    });

    it("a replacement with deleteBeforeReplace removes its own member and adds the member again", async () => {
      await setUp();
      scene.add(ana);
      const state = scene.inputs(ana);
      // The engine's calls for a resource with deleteBeforeReplace that --replace or replaceOnChanges replaces.
      const { inputs } = await host.check(state, state);
      await host.diff(scene.id(ana), state, inputs);
      await host.check(state);
      await host.delete(scene.id(ana), state);
      assert.deepEqual(scene.members(), {});
      await host.create(inputs);
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
    });

    it("delete fails if the program declares an existing member that no other entry owns", async () => {
      await setUp();
      scene.add(ana);
      const state = scene.inputs(ana);
      // The state of a resource with an old name, while the new resource failed or was left out.
      await host.check(state, state);
      await assert.rejects(host.delete(scene.id(ana), state), /another resource of this program declares it/);
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      scene.removeMember(ana);
      await nextDeployment();
      await host.check(state, state);
      await host.delete(scene.id(ana), state);
    });

    it("delete makes no call if another entry owns the member", async () => {
      await setUp();
      await create();
      await host.delete(scene.id(ana), scene.inputs(ana));
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 0);
    });

    it("create fails if another resource of the deployment created the same membership", async () => {
      await setUp();
      const outcomes = await Promise.allSettled([
        create({ adoptExisting: true }),
        create({ adoptExisting: true }),
      ]);
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      assert.match((failed!.reason as Error).message, /declared twice in this program/);
    });

    for (const missingMember of ["notFound", "noContent"] as const) {
      it(`delete succeeds if the member is already gone and the service answers ${missingMember}`, async () => {
        await setUp({ missingMember, missingChannelMember: missingMember, missingRoleOrBan: missingMember });
        await host.delete(scene.id(ana), scene.inputs(ana));
        assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 1);
      });
    }

    for (const fault of [
      { kind: "proxyError", status: 403 },
      { kind: "proxyError", status: 404 },
      { kind: "captivePortal" },
    ]) {
      it(`delete fails if the response is not Amazon Chime's: ${fault.kind} ${fault.status ?? ""}`, async () => {
        await setUp();
        scene.add(ana);
        inject("remove", fault);
        await assert.rejects(host.delete(scene.id(ana), scene.inputs(ana)), /not Amazon Chime's/);
        assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      });
    }

    const hooks: Record<
      string,
      { operation: keyof MembershipScene["operations"]; run: () => Promise<unknown> }
    > = {
      create: { operation: "create", run: () => create() },
      read: { operation: "read", run: () => host.read(scene.id(ana), scene.inputs(ana)) },
      delete: { operation: "remove", run: () => host.delete(scene.id(ana), scene.inputs(ana)) },
    };
    for (const [hook, { operation, run }] of Object.entries(hooks)) {
      for (const error of TRANSIENT_ERRORS) {
        it(`${hook} is retried after ${error}`, async () => {
          await setUp();
          if (hook !== "create") scene.add(ana);
          inject(operation, { kind: "error", error });
          await run();
          assert.deepEqual(scene.members(), hook === "delete" ? {} : { [ana]: scene.roles[0] });
        });
      }
    }
  });
}

for (const [service, open] of Object.entries(SCENES)) {
  describe(`Roster hooks (${service}):`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let host: Host;
    const setUp = async (
      options: EmulatorOptions = {},
      config: Record<string, string> = {},
    ): Promise<void> => {
      scene = await open(options);
      const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.roster, config: settings });
    };
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    /** Ends the deployment and starts another one. */
    const nextDeployment = async (): Promise<void> => {
      await host.stop();
      const config = { "chime:readConsistencySeconds": "0" };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.roster, config });
      scene.chime.journal.clear();
    };

    const team = (count: number): string[] => Array.from({ length: count }, () => scene.newMember()).sort();
    const rolesOf = (members: readonly string[], role = scene.roles[0]): Record<string, string> =>
      Object.fromEntries(members.map((memberId) => [memberId, role]));

    it("check returns the members by id, with the default role, in whatever order they are declared", async () => {
      await setUp();
      const [ada, ben] = team(2) as [string, string];
      const other = scene.roles[1];
      for (const members of [
        [scene.item(ada, other), scene.item(ben)],
        [scene.item(ben), scene.item(ada, other)],
      ]) {
        const { inputs, failures } = await host.check(scene.roster(members));
        assert.deepEqual(failures, []);
        assert.deepEqual(inputs, scene.roster({ [ada]: other, [ben]: scene.roles[0] }));
      }
    });

    it("create adds members, and adopts an existing member with another role", async () => {
      await setUp();
      const members = team(3);
      scene.add(members[0]!, scene.roles[1]);
      await host.create(scene.roster(rolesOf(members)));
      assert.deepEqual(scene.members(), rolesOf(members));
    });

    it("create saves added members and ambiguous ones if another fails, and delete removes them", async () => {
      await setUp();
      const [ada, ben, cem] = team(3) as [string, string, string];
      scene.failToAdd(ada, "refused");
      scene.failToAdd(ben, "unknown");
      const failed = await rejectionOf(host.create(scene.roster(rolesOf([ada, ben, cem]))));
      assert.match(failed.message, /2 of 3 changes failed/);
      assert.ok(failed.message.includes(ada) && failed.message.includes(ben));
      const saved = host.partialState(failed);
      assert.deepEqual(saved?.["members"], { [ben]: "Unconfirmed", [cem]: scene.roles[0] });
      scene.chime.faults.clear();
      await nextDeployment();
      await host.delete(scene.parentId, saved);
      assert.deepEqual(scene.members(), {});
    });

    it("update changes only members that differ, and removes dropped members", async () => {
      await setUp();
      const [ada, ben, cem, dan] = team(4) as [string, string, string, string];
      await host.create(scene.roster(rolesOf([ada, ben, cem])));
      await nextDeployment();
      const desired = { ...rolesOf([ada, dan]), [ben]: scene.roles[1] };
      await host.update(scene.parentId, scene.roster(rolesOf([ada, ben, cem])), scene.roster(desired));
      assert.deepEqual(scene.members(), desired);
      assert.ok(
        scene.chime.journal.calls().every(({ memberId, memberArn }) => (memberArn ?? memberId) !== ada),
      );
    });

    it("a replacement with --replace adopts the members, and the delete of the old roster removes only dropped members", async () => {
      await setUp();
      const [ada, ben, cem] = team(3) as [string, string, string];
      await host.create(scene.roster(rolesOf([ada, ben])));
      await nextDeployment();
      // With `pulumi up --replace`, the engine calls no diff.
      await host.create(scene.roster(rolesOf([ada, cem])));
      await host.delete(scene.parentId, scene.roster(rolesOf([ada, ben])));
      assert.deepEqual(scene.members(), rolesOf([ada, cem]));
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 1);
    });

    it("a replacement with replaceOnChanges adopts the members, and the delete of the old roster removes only dropped members", async () => {
      await setUp();
      const [ada, ben, cem] = team(3) as [string, string, string];
      const olds = scene.roster(rolesOf([ada, ben]));
      await host.create(olds);
      await nextDeployment();
      // With `replaceOnChanges: ["*"]`, the engine replaces the resource after a partial failure.
      const { inputs } = await host.check(scene.roster(rolesOf([ada, cem])), olds);
      assert.equal((await host.diff(scene.parentId, olds, inputs)).deleteFirst, false);
      await host.check(scene.roster(rolesOf([ada, cem])));
      await host.create(inputs);
      assert.deepEqual(scene.members(), rolesOf([ada, ben, cem]));
      await host.delete(scene.parentId, olds);
      assert.deepEqual(scene.members(), rolesOf([ada, cem]));
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 1);
    });

    it("a replacement with deleteBeforeReplace removes all members, and then adds the declared ones, but in the native form nobody", async () => {
      await setUp();
      const [ada, ben, cem] = team(3) as [string, string, string];
      const olds = scene.roster(rolesOf([ada, ben]));
      await host.create(olds);
      await nextDeployment();
      const { inputs } = await host.check(scene.roster(rolesOf([ada, cem])), olds);
      await host.diff(scene.parentId, olds, inputs);
      await host.check(scene.roster(rolesOf([ada, cem])));
      if (isNative()) {
        await assert.rejects(
          host.delete(scene.parentId, olds),
          /the roster that replaces it was not created/,
        );
        assert.deepEqual(scene.members(), rolesOf([ada, ben]));
        return;
      }
      await host.delete(scene.parentId, olds);
      assert.deepEqual(scene.members(), {});
      await host.create(inputs);
      assert.deepEqual(scene.members(), rolesOf([ada, cem]));
    });

    it("update keeps a dropped member as transferring until the resource that declares the member exists", async () => {
      await setUp();
      const [ada, ben] = team(2) as [string, string];
      const [olds, news] = [scene.roster(rolesOf([ada, ben])), scene.roster(rolesOf([ada]))];
      await host.create(olds);
      await nextDeployment();
      const single = host.withKind(scene.kinds.membership);
      await host.check(news, olds);
      const { inputs } = await single.check({ ...scene.inputs(ben), adoptExisting: true });
      const outputs = await host.update(scene.parentId, olds, news);
      assert.deepEqual(outputs, { ...news, transferring: rolesOf([ben]) });
      assert.deepEqual(scene.members(), rolesOf([ada, ben]));
      await single.create(inputs);
      await nextDeployment();

      // The other resource owns the member now, so the next update drops the transferring member without a call.
      const state = scene.inputs(ben);
      await host.withKind(scene.kinds.membership).check(state, state);
      await host.withKind(scene.kinds.membership).diff(scene.id(ben), state, state);
      await host.check(news, outputs);
      assert.equal((await host.diff(scene.parentId, outputs, news)).changes, false);
      assert.deepEqual(await host.update(scene.parentId, outputs, news), news);
      assert.deepEqual(scene.members(), rolesOf([ada, ben]));
    });

    it("update removes a transferring member that no resource declares", async () => {
      await setUp();
      const [ada, ben] = team(2) as [string, string];
      for (const memberId of [ada, ben]) scene.add(memberId);
      const news = scene.roster(rolesOf([ada]));
      const olds = { ...news, transferring: rolesOf([ben]) };
      await host.check(news, olds);
      assert.equal((await host.diff(scene.parentId, olds, news)).changes, true);
      assert.deepEqual(await host.update(scene.parentId, olds, news), news);
      assert.deepEqual(scene.members(), rolesOf([ada]));
    });

    it("delete removes transferring members", async () => {
      await setUp();
      const [ada, ben] = team(2) as [string, string];
      for (const memberId of [ada, ben]) scene.add(memberId);
      await host.delete(scene.parentId, { ...scene.roster(rolesOf([ada])), transferring: rolesOf([ben]) });
      assert.deepEqual(scene.members(), {});
    });

    it("read of an exclusive roster lists unmanaged members, and update removes them, except ignored ones", async () => {
      await setUp();
      const [ada, ben, cem] = team(3) as [string, string, string];
      for (const memberId of [ada, ben, cem]) scene.add(memberId);
      const exclusive = { ...scene.roster(rolesOf([ada])), exclusive: true, ignoreMembers: [cem] };
      const { outputs, inputs } = await host.read(scene.parentId, exclusive);
      assert.deepEqual(inputs, exclusive);
      assert.deepEqual(outputs["otherMembers"], rolesOf([ben]));
      assert.equal((await host.diff(scene.parentId, exclusive, exclusive)).changes, true);
      await host.update(scene.parentId, exclusive, exclusive);
      assert.deepEqual(scene.members(), rolesOf([ada, cem]));
    });

    it("update does not remove a dropped member whom another roster ignores", async () => {
      await setUp();
      const [ada, ben] = team(2) as [string, string];
      for (const memberId of [ada, ben]) scene.add(memberId);
      const [olds, news] = [scene.roster(rolesOf([ada, ben])), scene.roster(rolesOf([ada]))];
      await host.check(news, olds);
      await host.check({ ...scene.roster({}), ignoreMembers: [ben] });
      assert.deepEqual(await host.update(scene.parentId, olds, news), news);
      assert.deepEqual(scene.members(), rolesOf([ada, ben]));
    });

    it("read returns manual changes", async () => {
      await setUp();
      const [ada, ben] = team(2) as [string, string];
      await host.create(scene.roster(rolesOf([ada, ben])));
      scene.removeMember(ada);
      scene.add(ben, scene.roles[1]);
      const { inputs } = await host.read(scene.parentId, scene.roster(rolesOf([ada, ben])));
      assert.deepEqual(inputs, scene.roster({ [ben]: scene.roles[1] }));
    });
  });
}
