import assert from "node:assert/strict";

import type { EmulatorOptions, OperationName } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { EngineStub } from "../support/engineStub";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Channel, MEMBERSHIP_SCENES, type MembershipScene } from "../support/scenes";

// Only what differs from other memberships: memberships.test.ts covers the rest for all kinds.
describe("Hooks of administrators, moderators and bans:", function () {
  this.timeout(60_000);

  let channel: Channel;
  let host: Host;
  let engine: EngineStub;
  const setUp = async (options: EmulatorOptions = {}, config: Record<string, string> = {}): Promise<void> => {
    channel = await Channel.open(options);
    const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "0", ...config };
    engine = await EngineStub.start();
    const { chime } = channel;
    host = await Host.start({ chime, kind: "ChannelBan", config: settings, engine: engine.address });
  };
  afterEach(async () => {
    await host.stop();
    engine.stop();
    await channel.chime.stop();
  });

  const user = (): string =>
    channel.chime.state.addAppInstanceUser({ appInstanceArn: channel.appInstanceArn });
  const inChannel = (more: Properties): Properties => {
    const { channelArn, chimeBearer } = channel;
    return { channelArn, chimeBearer, ...more };
  };
  const members = (): string[] =>
    channel.chime.state.channelMembers(channel.channelArn).map(({ memberArn }) => memberArn);
  const operations = (): string[] => channel.chime.journal.calls().map(({ operation }) => operation);

  it("check of a ban refuses the bearer, and names the property", async () => {
    await setUp();
    const { failures } = await host.check(inChannel({ memberArn: channel.chimeBearer }));
    assert.equal(failures.length, 1);
    assert.match(failures[0]!, /^memberArn is the chimeBearer, which cannot ban itself: arn:/);
  });

  it("check refuses an administrator of another app instance, and names both", async () => {
    await setUp();
    const { state } = channel.chime;
    const foreign = state.addAppInstanceUser({ appInstanceArn: state.addAppInstance() });
    const { appInstanceArn } = channel;
    const inputs = { appInstanceArn, appInstanceAdminArn: foreign };
    const { failures } = await host.withKind("AppInstanceAdmin").check(inputs);
    assert.deepEqual(
      failures.map((text) => text.split(" ")[0]),
      ["appInstanceAdminArn"],
    );
    assert.ok(failures[0]!.includes(`another app instance than ${appInstanceArn}`), failures[0]);
  });

  it("check and create need no bearer for an administrator", async () => {
    await setUp();
    const administrators = host.withKind("AppInstanceAdmin");
    const { appInstanceArn } = channel;
    const ana = user();
    const { inputs, failures } = await administrators.check({ appInstanceArn, appInstanceAdminArn: ana });
    assert.deepEqual([failures, inputs], [[], { appInstanceArn, appInstanceAdminArn: ana }]);
    const { outputs } = await administrators.create(inputs);
    assert.deepEqual(Object.keys(outputs).sort(), [
      "appInstanceAdminArn",
      "appInstanceArn",
      "createdTimestamp",
    ]);
    assert.ok(Math.abs(Date.parse(String(outputs["createdTimestamp"])) - Date.now()) < 60_000);
    assert.ok(channel.chime.journal.calls().every(({ bearer }) => bearer === undefined));
  });

  it("delete warns that the bearer of resources of the program loses its rights", async () => {
    await setUp();
    const [deployer, ana] = [user(), user()];
    const { appInstanceArn, channelArn } = channel;
    const administrators = host.withKind("AppInstanceAdmin");
    const memberships = host.withKind("ChannelMembership");
    for (const appInstanceAdminArn of [ana, deployer]) {
      channel.chime.state.addAppInstanceAdmin({ adminArn: appInstanceAdminArn });
      const inState = { appInstanceArn, appInstanceAdminArn, createdTimestamp: "2026-01-01T00:00:00.000Z" };
      await memberships.check({ channelArn, chimeBearer: deployer, memberArn: user() });
      await administrators.delete(`${appInstanceArn},admin,${appInstanceAdminArn}`, inState);
    }
    const { text } = await engine.message(({ text }) => text.includes("is no administrator any more"));
    assert.match(text, new RegExp(`^${deployer} is no administrator any more, and is still the chimeBearer`));
  });

  it("create and delete stay below the published rates together, so no call is throttled", async () => {
    await setUp({ rates: "published" });
    const team = Array.from({ length: 6 }, user);
    const moderators = host.withKind("ChannelModerator");
    const created = await Promise.all([
      ...team.slice(0, 3).map((memberArn) => host.create(inChannel({ memberArn }))),
      ...team.slice(3).map((channelModeratorArn) => moderators.create(inChannel({ channelModeratorArn }))),
    ]);
    const { channelArn } = channel;
    assert.equal(channel.chime.state.channelBans(channelArn).length, 3);
    assert.equal(channel.chime.state.channelModerators(channelArn).length, 3);
    await host.stop();
    const config = { "chime:readConsistencySeconds": "0" };
    host = await Host.start({ chime: channel.chime, kind: "ChannelBan", config });
    await Promise.all([
      ...created.slice(0, 3).map(({ id, outputs }) => host.delete(id, outputs)),
      ...created.slice(3).map(({ id, outputs }) => host.withKind("ChannelModerator").delete(id, outputs)),
    ]);
    assert.deepEqual(channel.chime.state.channelBans(channelArn), []);
    assert.deepEqual(
      channel.chime.journal
        .calls()
        .filter(({ status }) => status !== 201 && status !== 204 && status !== 200),
      [],
    );
  });

  it("create of many users and administrators stays below the published rate of identity", async () => {
    await setUp({ rates: "published" });
    const { appInstanceArn } = channel;
    const ids = Array.from({ length: 30 }, (_, index) => `user-${index}`);
    const users = await Promise.all(
      ids.map((appInstanceUserId) =>
        host.withKind("AppInstanceUser").create({ appInstanceArn, appInstanceUserId, name: "Ana" }),
      ),
    );
    await Promise.all(
      users.map(({ id }) =>
        host.withKind("AppInstanceAdmin").create({ appInstanceArn, appInstanceAdminArn: id }),
      ),
    );
    assert.equal(channel.chime.state.appInstanceAdmins(appInstanceArn).length, 31);
    assert.ok(channel.chime.journal.calls().every(({ status }) => status !== 429));
  });

  for (const [kind, open] of Object.entries(MEMBERSHIP_SCENES).filter(([name]) => /^[abm]/.test(name))) {
    it(`read finds with one list which of many ${kind} are gone, if the service answers 403`, async () => {
      await setUp();
      await withHost(await open({ missingResource: "forbidden" }), async (scene, ofScene) => {
        const arns = Array.from({ length: 6 }, () => scene.newMember());
        scene.add(arns[0]!);
        const read = await Promise.all(arns.map((arn) => ofScene.read(scene.id(arn), scene.inputs(arn))));
        assert.deepEqual(
          read.map(({ id }) => id),
          [scene.id(arns[0]!), "", "", "", "", ""],
        );
        const lists = scene.chime.journal.calls().filter(({ operation }) => operation.startsWith("List"));
        assert.equal(lists.length, 1);
      });
    });
  }

  for (const [kind, open] of Object.entries(MEMBERSHIP_SCENES).filter(([name]) => /^[abm]/.test(name))) {
    it(`read of ${kind} fails if it is refused and the list has the user`, async () => {
      await setUp();
      await withHost(await open(), async (scene, ofScene) => {
        const ana = scene.newMember();
        scene.add(ana);
        const operation = scene.operations.read as OperationName;
        scene.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException", times: "always" });
        await assert.rejects(ofScene.read(scene.id(ana), scene.inputs(ana)), /ForbiddenException/);
      });
    });

    it(`delete of ${kind} that conflicts fails, and does not advise to adopt what it deletes`, async () => {
      await setUp();
      await withHost(await open(), async (scene, ofScene) => {
        const ana = scene.newMember();
        scene.add(ana);
        const operation = scene.operations.remove as OperationName;
        scene.chime.faults.inject({ operation, kind: "error", error: "ConflictException", times: "always" });
        const { message } = await rejectionOf(ofScene.delete(scene.id(ana), scene.inputs(ana)));
        assert.match(message, /a conflict that it does not explain.*Run the command again/);
        assert.doesNotMatch(message, /adopt/i);
        assert.deepEqual(Object.keys(scene.members()), [ana]);
      });
    });
  }

  it("read fails if the list is refused too, so that nothing leaves the state", async () => {
    await setUp();
    const ana = user();
    channel.chime.state.removeAppInstanceAdmin({ adminArn: channel.chimeBearer });
    const id = `${channel.channelArn},ban,${ana}`;
    await assert.rejects(
      host.read(id, inChannel({ memberArn: ana })),
      /ForbiddenException.*DescribeChannelBan/s,
    );
    await assert.rejects(host.delete(id, inChannel({ memberArn: ana })), /ForbiddenException.*stays in/s);
  });

  describe("a ban and a membership, moderator or administrator of one user:", () => {
    const REFUSED = {
      "the ban after the member": ["ChannelMembership", "ChannelBan", /makes it a member, moderator/],
      "the member after the ban": ["ChannelBan", "ChannelMembership", /bans it from the channel/],
      "the ban after the moderator": ["ChannelModerator", "ChannelBan", /makes it a member, moderator/],
      "the ban after the administrator": ["AppInstanceAdmin", "ChannelBan", /makes it a member, moderator/],
      "the administrator after the ban": ["ChannelBan", "AppInstanceAdmin", /bans it from a channel/],
      "the moderator after the ban": ["ChannelBan", "ChannelModerator", /bans it from the channel/],
    } as const;
    const inputsOf = {
      AppInstanceAdmin: (appInstanceAdminArn: string) => ({
        appInstanceArn: channel.appInstanceArn,
        appInstanceAdminArn,
      }),
      ChannelMembership: (memberArn: string) => inChannel({ memberArn }),
      ChannelBan: (memberArn: string) => inChannel({ memberArn }),
      ChannelModerator: (channelModeratorArn: string) => inChannel({ channelModeratorArn }),
    };
    for (const [title, [first, second, reason]] of Object.entries(REFUSED)) {
      it(`check refuses ${title}`, async () => {
        await setUp();
        const ana = user();
        assert.deepEqual((await host.withKind(first).check(inputsOf[first](ana))).failures, []);
        const { failures } = await host.withKind(second).check(inputsOf[second](ana));
        assert.equal(failures.length, 1);
        assert.match(failures[0]!, reason);
        assert.ok(failures[0]!.includes(ana));
        assert.deepEqual((await host.withKind(second).check(inputsOf[second](user()))).failures, []);
      });
    }

    it("check accepts two unknown users, who may be different ones", async () => {
      await setUp();
      for (const kind of ["ChannelMembership", "ChannelBan"] as const) {
        const { failures } = await host.withKind(kind).check(inChannel({ memberArn: UNKNOWN_VALUE }));
        assert.deepEqual(failures, []);
      }
    });

    it("check refuses a roster that lists a banned member, and the ban of a member of a roster", async () => {
      await setUp();
      const [ana, ben] = [user(), user()];
      const rosters = host.withKind("ChannelRoster");
      await host.check(inChannel({ memberArn: ana }));
      const roster = inChannel({ members: [{ memberArn: ana }, { memberArn: ben }] });
      const { failures } = await rosters.check(roster);
      assert.equal(failures.length, 1);
      assert.match(failures[0]!, new RegExp(`^members has ${ana}, and another resource .* bans it`));
      const ofBen = await host.check(inChannel({ memberArn: ben }));
      assert.match(ofBen.failures.join(), /makes it a member, moderator/);
    });

    it("a ban removes the membership, whose delete then succeeds", async () => {
      await setUp();
      const ana = user();
      const membership = inChannel({ memberArn: ana, type: "DEFAULT" });
      channel.chime.state.addChannelMember({ channelArn: channel.channelArn, memberArn: ana });
      const { inputs } = await host.check(inChannel({ memberArn: ana }));
      await host.create(inputs);
      assert.deepEqual(members(), []);
      await host.withKind("ChannelMembership").delete(`${channel.channelArn},${ana}`, membership);
      assert.deepEqual(channel.chime.state.channelBans(channel.channelArn), [ana]);
    });

    for (const bannedMember of ["forbidden", "badRequest"] as const) {
      it(`create of a membership says that the user is banned (the service answers ${bannedMember})`, async () => {
        await setUp({ bannedMember });
        const [ana, ben, cem] = [user(), user(), user()];
        const { channelArn } = channel;
        for (const memberArn of [ana, ben]) channel.chime.state.addChannelBan({ channelArn, memberArn });
        const membership = inChannel({ memberArn: ana, type: "DEFAULT" });
        const { message } = await rejectionOf(host.withKind("ChannelMembership").create(membership));
        assert.match(message, /The user is banned .* remove that in an update of its own/);
        const roster = inChannel({ members: { [ana]: "DEFAULT", [ben]: "DEFAULT", [cem]: "DEFAULT" } });
        const ofRoster = await rejectionOf(host.withKind("ChannelRoster").create(roster));
        assert.match(ofRoster.message, /2 of 3 changes failed.*The user is banned/s);
        assert.deepEqual(members(), [cem]);
        assert.equal(operations().filter((operation) => operation === "ListChannelBans").length, 1);
      });
    }

    it("create of a membership has the usual advice if the user is not banned, or that cannot be read", async () => {
      await setUp();
      const [ana, ben] = [user(), user()];
      channel.chime.state.addChannelBan({ channelArn: channel.channelArn, memberArn: ben });
      channel.chime.state.removeAppInstanceAdmin({ adminArn: channel.chimeBearer });
      channel.chime.faults.inject({
        operation: "CreateChannelMembership",
        kind: "error",
        error: "ForbiddenException",
        times: "always",
      });
      for (const memberArn of [ana, ben]) {
        const membership = inChannel({ memberArn, type: "DEFAULT" });
        const { message } = await rejectionOf(host.withKind("ChannelMembership").create(membership));
        assert.match(message, /grant the IAM permission chime:CreateChannelMembership/);
      }
    });
  });

  it("create of a ban says whom Amazon Chime does not ban", async () => {
    await setUp();
    const ana = user();
    channel.chime.state.addChannelModerator({ channelArn: channel.channelArn, moderatorArn: ana });
    const { message } = await rejectionOf(host.create(inChannel({ memberArn: ana })));
    assert.match(message, /bans neither administrators of the app instance nor moderators of the channel/);
  });
});

/** Runs a test on the hooks of a scene, and ends both. */
async function withHost(
  scene: MembershipScene,
  test: (scene: MembershipScene, host: Host) => Promise<void>,
): Promise<void> {
  const config = { "chime:readConsistencySeconds": "0" };
  const host = await Host.start({ chime: scene.chime, kind: scene.kinds.membership, config });
  try {
    await test(scene, host);
  } finally {
    await host.stop();
    await scene.close();
  }
}
