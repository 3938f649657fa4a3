import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import type { OperationName } from "../../emulator";
import { PASSING, rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { SCENES, type Scene } from "../support/scenes";

// What holds for the memberships of every service, on each of them.
for (const [service, open] of Object.entries(SCENES)) {
  describe(`The hooks of memberships of ${service}`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let host: Host;
    let ana: string;
    const given = async (
      options: EmulatorOptions = {},
      config: Record<string, string> = {},
    ): Promise<void> => {
      scene = await open(options);
      const quick = { "chime:readConsistencySeconds": "0", ...config };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.membership, config: quick });
      ana = scene.newMember();
    };
    /** Ends the deployment, and begins the next, in which nothing goes wrong. */
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

    const inject = (name: keyof Scene["operations"], fault: object): void => {
      scene.chime.faults.inject({ operation: scene.operations[name] as OperationName, ...fault } as never);
    };
    const create = (more: Properties = {}): ReturnType<Host["create"]> =>
      host.create({ ...scene.inputs(ana), ...more });

    it("make somebody a member, and keep nothing personal", async () => {
      await given();
      const { id, outputs } = await create();
      assert.equal(id, scene.id(ana));
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      const facts = Object.keys(outputs).filter((name) => !(name in scene.inputs(ana)));
      assert.ok(facts.every((name) => ["memberType", "invitedBy", "invitedByArn"].includes(name)));
    });

    for (const options of [
      { existingMember: "conflict", existingChannelMember: "conflict" },
      { existingMember: "created", existingChannelMember: "created" },
    ] as const) {
      it(`refuse what exists with another standing where the service says ${options.existingMember}, and take it over where asked`, async () => {
        await given(options);
        scene.add(ana, scene.roles[1]);
        await assert.rejects(create(), /exists already|ConflictException/);
        assert.deepEqual(scene.members(), { [ana]: scene.roles[1] });
        await create({ adoptExisting: true });
        assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      });
    }

    it("recognise their own work when the answer to it was lost", async () => {
      await given();
      inject("create", { kind: "cut", when: "afterWrite" });
      await create();
      assert.equal(scene.chime.journal.count(scene.operations.create as OperationName), 2);
    });

    it("keep in the state what may have been made, and take it out in the end", async () => {
      await given();
      inject("create", { kind: "cut", when: "afterWrite" });
      inject("create", { kind: "error", error: "UnauthorizedClientException" });
      const began = Date.now();
      const kept = host.keptBy(await rejectionOf(create()));
      assert.ok(kept, "it is forgotten");
      const { createStarted, ...inputs } = kept;
      assert.deepEqual(inputs, scene.inputs(ana));
      // By the clock of the service, in whole seconds, and some seconds early: see provider/aws/client/serviceClock.ts.
      const early = began - Date.parse(String(createStarted));
      assert.ok(early > 0 && early < 10_000, `${early} ms early`);
      await nextDeployment();
      await host.delete(scene.id(ana), kept);
      assert.deepEqual(scene.members(), {});
    });

    it("leave alone who was in before a create that may have added them, and forget them", async () => {
      let behind = 3_600_000;
      await given({ now: () => Date.now() - behind });
      scene.add(ana);
      behind = 0;
      const entry = { ...scene.inputs(ana), createStarted: new Date(Date.now() - 60_000).toISOString() };
      assert.equal((await host.read(scene.id(ana), entry)).id, "");
      await host.delete(scene.id(ana), entry);
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 0);
      await assert.rejects(host.update(scene.id(ana), entry, scene.inputs(ana)), /ConflictException/);
      await host.update(scene.id(ana), entry, { ...scene.inputs(ana), adoptExisting: true });
    });

    it("find a member, with its standing", async () => {
      await given();
      scene.add(ana, scene.roles[1]);
      const { inputs } = await host.read(scene.id(ana), scene.inputs(ana));
      assert.deepEqual(inputs, scene.inputs(ana, scene.roles[1]));
    });

    it("say that a member is gone who is none any more", async () => {
      await given();
      assert.equal((await host.read(scene.id(ana), scene.inputs(ana))).id, "");
    });

    it("see what they have written themselves, however short a time ago they have read it", async () => {
      await given();
      assert.equal((await host.read(scene.id(ana), scene.inputs(ana))).id, "");
      const { id, outputs } = await create();
      assert.equal((await host.read(id, outputs)).id, id);
    });

    it("do not believe at once that a member is gone", async () => {
      await given({}, { "chime:readConsistencySeconds": "8" });
      scene.chime.faults.setReadLag({ reads: 2 });
      scene.add(ana);
      assert.equal((await host.read(scene.id(ana), scene.inputs(ana))).id, scene.id(ana));
    });

    it("make somebody a member again who is none any more", async () => {
      await given();
      const { outputs } = await create();
      scene.removeMember(ana);
      await host.update(scene.id(ana), outputs, { ...scene.inputs(ana), adoptExisting: true });
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
    });

    it("remove their own, and add it again, where a replacement deletes first", async () => {
      await given();
      scene.add(ana);
      const state = scene.inputs(ana);
      // What the engine asks with deleteBeforeReplace, of what --replace or replaceOnChanges names.
      const { inputs } = await host.check(state, state);
      await host.diff(scene.id(ana), state, inputs);
      await host.check(state);
      await host.delete(scene.id(ana), state);
      assert.deepEqual(scene.members(), {});
      await host.create(inputs);
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
    });

    it("keep an entry whose member the program declares, as long as no other entry has the member", async () => {
      await given();
      scene.add(ana);
      const state = scene.inputs(ana);
      // An entry of another name, which is about to go: what declares the member has failed, or was left out.
      await host.check(state, state);
      await assert.rejects(host.delete(scene.id(ana), state), /another resource of this program declares it/);
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      scene.removeMember(ana);
      await nextDeployment();
      await host.check(state, state);
      await host.delete(scene.id(ana), state);
    });

    it("let go of a member whom another entry has", async () => {
      await given();
      await create();
      await host.delete(scene.id(ana), scene.inputs(ana));
      assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 0);
    });

    it("cannot have the same membership twice in one deployment", async () => {
      await given();
      const outcomes = await Promise.allSettled([
        create({ adoptExisting: true }),
        create({ adoptExisting: true }),
      ]);
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      assert.match((failed!.reason as Error).message, /declared twice in this program/);
    });

    for (const missing of ["notFound", "noContent"] as const) {
      it(`count who is out already as removed where the service says ${missing}`, async () => {
        await given({ missingMember: missing, missingChannelMember: missing });
        await host.delete(scene.id(ana), scene.inputs(ana));
        assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 1);
      });
    }

    for (const fault of [
      { kind: "proxyError", status: 403 },
      { kind: "proxyError", status: 404 },
      { kind: "captivePortal" },
    ]) {
      it(`do not take the ${fault.kind} ${fault.status ?? ""} of somebody else for a removal`, async () => {
        await given();
        scene.add(ana);
        inject("remove", fault);
        await assert.rejects(host.delete(scene.id(ana), scene.inputs(ana)), /not Amazon Chime's/);
        assert.deepEqual(scene.members(), { [ana]: scene.roles[0] });
      });
    }

    const hooks: Record<string, { of: keyof Scene["operations"]; run: () => Promise<unknown> }> = {
      create: { of: "create", run: () => create() },
      read: { of: "read", run: () => host.read(scene.id(ana), scene.inputs(ana)) },
      delete: { of: "remove", run: () => host.delete(scene.id(ana), scene.inputs(ana)) },
    };
    for (const [hook, { of, run }] of Object.entries(hooks)) {
      for (const error of PASSING) {
        it(`try ${hook} again after ${error}`, async () => {
          await given();
          if (hook !== "create") scene.add(ana);
          inject(of, { kind: "error", error });
          await run();
          assert.deepEqual(scene.members(), hook === "delete" ? {} : { [ana]: scene.roles[0] });
        });
      }
    }
  });

  describe(`The hooks of rosters of ${service}`, function () {
    this.timeout(60_000);

    let scene: Scene;
    let host: Host;
    const given = async (
      options: EmulatorOptions = {},
      config: Record<string, string> = {},
    ): Promise<void> => {
      scene = await open(options);
      const quick = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.roster, config: quick });
    };
    afterEach(async () => {
      await host.stop();
      await scene.close();
    });

    /** Ends the deployment, and begins the next. */
    const nextDeployment = async (): Promise<void> => {
      await host.stop();
      const config = { "chime:readConsistencySeconds": "0" };
      host = await Host.start({ chime: scene.chime, kind: scene.kinds.roster, config });
      scene.chime.journal.clear();
    };

    const team = (count: number): string[] => Array.from({ length: count }, () => scene.newMember()).sort();
    const all = (members: readonly string[], role = scene.roles[0]): Record<string, string> =>
      Object.fromEntries(members.map((memberId) => [memberId, role]));
    const faulty = (memberId: string, errorCode: string): void => {
      const named = scene.names.member === "memberArn" ? { memberArn: memberId } : { memberId };
      scene.chime.faults.inject({
        operation: scene.operations.batch as OperationName,
        kind: "memberError",
        errorCode,
        times: "always",
        ...named,
      } as never);
    };

    it("keep the members by their ids, with the default standing, whatever their order", async () => {
      await given();
      const { member, role } = scene.names;
      const [ada, ben] = team(2) as [string, string];
      const other = scene.roles[1];
      for (const members of [
        [{ [member]: ada, [role]: other }, { [member]: ben }],
        [{ [member]: ben }, { [member]: ada, [role]: other }],
      ]) {
        const { inputs, failures } = await host.check(scene.roster(members as never));
        assert.deepEqual(failures, []);
        assert.deepEqual(inputs, scene.roster({ [ada]: other, [ben]: scene.roles[0] }));
      }
    });

    it("add, and take over who is there with another standing", async () => {
      await given();
      const members = team(3);
      scene.add(members[0]!, scene.roles[1]);
      await host.create(scene.roster(all(members)));
      assert.deepEqual(scene.members(), all(members));
    });

    it("keep what is done where some fail, and of whom nobody knows, and remove them in the end", async () => {
      await given();
      const [ada, ben, cem] = team(3) as [string, string, string];
      faulty(ada, "Forbidden");
      faulty(ben, "ServiceFailure");
      const failed = await rejectionOf(host.create(scene.roster(all([ada, ben, cem]))));
      assert.match(failed.message, /2 of 3 changes failed/);
      assert.ok(failed.message.includes(ada) && failed.message.includes(ben));
      const kept = host.keptBy(failed);
      assert.deepEqual(kept?.["members"], { [ben]: "Unconfirmed", [cem]: scene.roles[0] });
      scene.chime.faults.clear();
      await nextDeployment();
      await host.delete(scene.parentId, kept);
      assert.deepEqual(scene.members(), {});
    });

    it("touch those only who differ, and remove whom the program drops", async () => {
      await given();
      const [ada, ben, cem, dan] = team(4) as [string, string, string, string];
      await host.create(scene.roster(all([ada, ben, cem])));
      await nextDeployment();
      const wanted = { ...all([ada, dan]), [ben]: scene.roles[1] };
      await host.update(scene.parentId, scene.roster(all([ada, ben, cem])), scene.roster(wanted));
      assert.deepEqual(scene.members(), wanted);
      assert.ok(
        scene.chime.journal.calls().every(({ memberId, memberArn }) => (memberArn ?? memberId) !== ada),
      );
    });

    it("take over whom the one has that they replace in one place, whose deletion puts out only whom the program drops", async () => {
      await given();
      const [ada, ben, cem] = team(3) as [string, string, string];
      await host.create(scene.roster(all([ada, ben])));
      await nextDeployment();
      // As with `pulumi up --replace`, for which the engine asks for no difference.
      await host.create(scene.roster(all([ada, cem])));
      await host.delete(scene.parentId, scene.roster(all([ada, ben])));
      assert.deepEqual(scene.members(), all([ada, cem]));
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 1);
    });

    it("are replaced in one place by a new one that adopts, and then remove only whom the program drops", async () => {
      await given();
      const [ada, ben, cem] = team(3) as [string, string, string];
      const olds = scene.roster(all([ada, ben]));
      await host.create(olds);
      await nextDeployment();
      // As where a failure that stays in the state is to replace: `replaceOnChanges: ["*"]`.
      const { inputs } = await host.check(scene.roster(all([ada, cem])), olds);
      assert.equal((await host.diff(scene.parentId, olds, inputs)).deleteFirst, false);
      await host.check(scene.roster(all([ada, cem])));
      await host.create(inputs);
      assert.deepEqual(scene.members(), all([ada, ben, cem]));
      await host.delete(scene.parentId, olds);
      assert.deepEqual(scene.members(), all([ada, cem]));
      assert.equal(scene.chime.journal.count(scene.operations.remove as OperationName), 1);
    });

    it("remove all of their own, and add them again, where the program has the old one deleted first", async () => {
      await given();
      const [ada, ben, cem] = team(3) as [string, string, string];
      const olds = scene.roster(all([ada, ben]));
      await host.create(olds);
      await nextDeployment();
      const { inputs } = await host.check(scene.roster(all([ada, cem])), olds);
      await host.diff(scene.parentId, olds, inputs);
      await host.check(scene.roster(all([ada, cem])));
      await host.delete(scene.parentId, olds);
      assert.deepEqual(scene.members(), {});
      await host.create(inputs);
      assert.deepEqual(scene.members(), all([ada, cem]));
    });

    it("keep somebody as transferring whom they drop and another resource declares, until that one has them", async () => {
      await given();
      const [ada, ben] = team(2) as [string, string];
      const [olds, news] = [scene.roster(all([ada, ben])), scene.roster(all([ada]))];
      await host.create(olds);
      await nextDeployment();
      const single = host.withKind(scene.kinds.membership);
      await host.check(news, olds);
      const { inputs } = await single.check({ ...scene.inputs(ben), adoptExisting: true });
      const outputs = await host.update(scene.parentId, olds, news);
      assert.deepEqual(outputs, { ...news, transferring: all([ben]) });
      assert.deepEqual(scene.members(), all([ada, ben]));
      await single.create(inputs);
      await nextDeployment();

      // Nothing is to be done for whom the other one has; the next update forgets them.
      const had = scene.inputs(ben);
      await host.withKind(scene.kinds.membership).check(had, had);
      await host.withKind(scene.kinds.membership).diff(scene.id(ben), had, had);
      await host.check(news, outputs);
      assert.equal((await host.diff(scene.parentId, outputs, news)).changes, false);
      assert.deepEqual(await host.update(scene.parentId, outputs, news), news);
      assert.deepEqual(scene.members(), all([ada, ben]));
    });

    it("remove whom they keep as transferring once nobody desires them any more", async () => {
      await given();
      const [ada, ben] = team(2) as [string, string];
      for (const memberId of [ada, ben]) scene.add(memberId);
      const news = scene.roster(all([ada]));
      const olds = { ...news, transferring: all([ben]) };
      await host.check(news, olds);
      assert.equal((await host.diff(scene.parentId, olds, news)).changes, true);
      assert.deepEqual(await host.update(scene.parentId, olds, news), news);
      assert.deepEqual(scene.members(), all([ada]));
    });

    it("remove whom they keep as transferring when they are deleted", async () => {
      await given();
      const [ada, ben] = team(2) as [string, string];
      for (const memberId of [ada, ben]) scene.add(memberId);
      await host.delete(scene.parentId, { ...scene.roster(all([ada])), transferring: all([ben]) });
      assert.deepEqual(scene.members(), {});
    });

    it("leave strangers alone, but remove them where they are exclusive, and name them before", async () => {
      await given();
      const [ada, ben, cem] = team(3) as [string, string, string];
      for (const memberId of [ada, ben, cem]) scene.add(memberId);
      const exclusive = { ...scene.roster(all([ada])), exclusive: true, ignoreMembers: [cem] };
      const { outputs, inputs } = await host.read(scene.parentId, exclusive);
      assert.deepEqual(inputs, exclusive);
      assert.deepEqual(outputs["otherMembers"], all([ben]));
      assert.equal((await host.diff(scene.parentId, exclusive, exclusive)).changes, true);
      await host.update(scene.parentId, exclusive, exclusive);
      assert.deepEqual(scene.members(), all([ada, cem]));
    });

    it("leave in whom another roster ignores", async () => {
      await given();
      const [ada, ben] = team(2) as [string, string];
      for (const memberId of [ada, ben]) scene.add(memberId);
      const [olds, news] = [scene.roster(all([ada, ben])), scene.roster(all([ada]))];
      await host.check(news, olds);
      await host.check({ ...scene.roster({}), ignoreMembers: [ben] });
      assert.deepEqual(await host.update(scene.parentId, olds, news), news);
      assert.deepEqual(scene.members(), all([ada, ben]));
    });

    it("show what was changed by hand", async () => {
      await given();
      const [ada, ben] = team(2) as [string, string];
      await host.create(scene.roster(all([ada, ben])));
      scene.removeMember(ada);
      scene.add(ben, scene.roles[1]);
      const { inputs } = await host.read(scene.parentId, scene.roster(all([ada, ben])));
      assert.deepEqual(inputs, scene.roster({ [ben]: scene.roles[1] }));
    });
  });
}
