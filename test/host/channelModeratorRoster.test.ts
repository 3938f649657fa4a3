import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { EngineStub } from "../support/engineStub";
import { rejectionOf } from "../support/failures";
import { Host, isNative, type Properties } from "../support/host";
import { Channel } from "../support/scenes";

// Only what differs from other rosters: memberships.test.ts covers the rest for all of them.
describe("ChannelModeratorRoster hooks:", function () {
  this.timeout(60_000);

  let channel: Channel;
  let host: Host;
  let engine: EngineStub;
  const setUp = async (options: EmulatorOptions = {}, config: Record<string, string> = {}): Promise<void> => {
    channel = await Channel.open(options);
    const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
    engine = await EngineStub.start();
    host = await Host.start({
      chime: channel.chime,
      kind: "ChannelModeratorRoster",
      config: settings,
      engine: engine.address,
    });
  };
  afterEach(async () => {
    await host.stop();
    engine.stop();
    await channel.chime.stop();
  });

  /** Ends the deployment and starts another one. */
  const nextDeployment = async (): Promise<void> => {
    await host.stop();
    channel.chime.faults.clear();
    channel.chime.journal.clear();
    const config = { "chime:readConsistencySeconds": "0" };
    host = await Host.start({ chime: channel.chime, kind: "ChannelModeratorRoster", config });
  };

  const users = (count: number): string[] => {
    const { appInstanceArn, chime } = channel;
    return Array.from({ length: count }, () => chime.state.addAppInstanceUser({ appInstanceArn })).sort();
  };
  const inState = (arns: readonly string[]): Record<string, string> =>
    Object.fromEntries(arns.map((arn) => [arn, ""]));
  const roster = (members: unknown, more: Properties = {}): Properties => {
    const { channelArn, chimeBearer } = channel;
    return { channelArn, chimeBearer, members, ...more };
  };
  const of = (arns: readonly string[], more: Properties = {}): Properties => roster(inState(arns), more);
  const add = (...arns: string[]): void => {
    const { channelArn, chime } = channel;
    for (const moderatorArn of arns) chime.state.addChannelModerator({ channelArn, moderatorArn });
  };
  const moderators = (): string[] => [...channel.chime.state.channelModerators(channel.channelArn)].sort();
  const operations = (): string[] => channel.chime.journal.calls().map(({ operation }) => operation);
  const removed = (): (string | undefined)[] =>
    channel.chime.journal.calls({ operation: "DeleteChannelModerator" }).map(({ memberArn }) => memberArn);

  describe("check", () => {
    const ANA = "ana";
    const invalid: [string, (ana: string) => unknown, Properties, RegExp][] = [
      ["missing members", () => null, {}, /^members is required\.$/],
      ["members that are not a list", (ana) => ana, {}, /^members must be a list of moderator ARNs\.$/],
      [
        "a moderator that is an object",
        (ana) => [{ channelModeratorArn: ana }],
        {},
        /^members\[0\] must be the ARN of a user or bot, .*, not object\.$/,
      ],
      ["a moderator that is not set", (ana) => [ana, null], {}, /^members\[1\] is required\.$/],
      [
        "a repeated moderator",
        (ana) => [ana, ana],
        {},
        /^members\[1\] repeats the member of members\[0\]: arn:\S+\. Remove one of the two\.$/,
      ],
      [
        "a moderator of another app instance",
        () => ["arn:aws:chime:us-east-1:111122223333:app-instance/other/user/ana"],
        {},
        /^members\[0\] belongs to \S+, which is another app instance/,
      ],
      [
        "an exclusive roster without moderators",
        () => [],
        { exclusive: true },
        /^exclusive would remove everybody from the channel/,
      ],
      [
        "ignoreMembers that are not ARNs",
        () => [],
        { ignoreMembers: [ANA] },
        /^ignoreMembers has an invalid entry: \[0\] must be the ARN/,
      ],
    ];
    for (const [what, membersOf, options, expected] of invalid) {
      it(`rejects ${what}`, async () => {
        await setUp();
        const { failures } = await host.check(roster(membersOf(users(1)[0]!), options));
        assert.equal(failures.length, 1, failures.join("\n"));
        assert.match(failures[0]!, expected);
        assert.deepEqual(operations(), []);
      });
    }

    it("rejects a role, which a moderator does not have", async function () {
      // In the native form, the members are a list of ARNs.
      if (isNative()) this.skip();
      await setUp();
      const { failures } = await host.check(roster({ [users(1)[0]!]: "DEFAULT" }));
      assert.match(failures.join("\n"), /^members\["arn:\S+"\] must be "", not "DEFAULT"\.$/);
    });

    it("refuses the roster of a banned user, and the ban of one of its moderators", async () => {
      await setUp();
      const [ana, ben] = users(2) as [string, string];
      const { channelArn, chimeBearer } = channel;
      const bans = host.withKind("ChannelBan");
      await bans.check({ channelArn, chimeBearer, memberArn: ana });
      const { failures } = await host.check(roster([ana, ben]));
      assert.equal(failures.length, 1);
      assert.match(failures[0]!, new RegExp(`^members has ${ana}, and another resource .* bans it`));
      const ofBen = await bans.check({ channelArn, chimeBearer, memberArn: ben });
      assert.match(ofBen.failures.join(), /makes it a member, moderator/);
    });

    it("accepts a member of the channel as a moderator, and the reverse", async () => {
      await setUp();
      const [ana] = users(1) as [string];
      const { channelArn, chimeBearer } = channel;
      const members = { channelArn, chimeBearer, members: [{ memberArn: ana }] };
      assert.deepEqual((await host.withKind("ChannelRoster").check(members)).failures, []);
      assert.deepEqual((await host.check(roster([ana]))).failures, []);
    });
  });

  it("create makes one call for each moderator, below the published rates", async () => {
    await setUp({ rates: "published" });
    channel.chime.faults.inject({
      operation: "CreateChannelModerator",
      kind: "delay",
      milliseconds: 20,
      times: "always",
    });
    const team = users(20);
    const { id, outputs } = await host.create(of(team));
    assert.deepEqual([id, outputs], [channel.channelArn, of(team)]);
    assert.deepEqual(moderators(), team);
    assert.deepEqual(operations(), [
      "ListChannelModerators",
      ...Array.from(team, () => "CreateChannelModerator"),
    ]);
    assert.ok(channel.chime.journal.calls().every(({ status = 0 }) => status < 300));
    await nextDeployment();
    await host.delete(id, of(team));
    assert.deepEqual(moderators(), []);
    assert.ok(channel.chime.journal.calls().every(({ status = 0 }) => status < 300));
  });

  for (const existingRoleOrBan of ["conflict", "created"] as const) {
    it(`create adopts a moderator that exists (the service answers ${existingRoleOrBan})`, async () => {
      await setUp({ existingRoleOrBan });
      const team = users(2);
      add(team[0]!);
      await host.create(of(team));
      assert.deepEqual(moderators(), team);
      assert.deepEqual(channel.chime.journal.count("CreateChannelModerator"), 1);
    });
  }

  it("create succeeds if an answer is lost and the retry conflicts", async () => {
    await setUp();
    const team = users(2);
    channel.chime.faults.inject({ operation: "CreateChannelModerator", kind: "cut", when: "afterWrite" });
    await host.create(of(team));
    assert.deepEqual(moderators(), team);
    assert.deepEqual(removed(), []);
  });

  it("create keeps a moderator whose conflict no read confirms, and removes nobody", async () => {
    await setUp();
    const [ana, ben] = users(2) as [string, string];
    channel.chime.faults.inject({
      operation: "CreateChannelModerator",
      memberArn: ana,
      kind: "error",
      error: "ConflictException",
      times: "always",
    });
    const failed = await rejectionOf(host.create(of([ana, ben])));
    assert.match(
      failed.message,
      /1 of 2 changes failed.*\n {2}- confirm moderator \S+: .*ConflictException/s,
    );
    assert.deepEqual(host.partialState(failed)?.["members"], { [ana]: "Unconfirmed", [ben]: "" });
    assert.deepEqual(removed(), []);
    await nextDeployment();
    await host.update(channel.channelArn, roster({ [ana]: "Unconfirmed", [ben]: "" }), of([ana, ben]));
    assert.deepEqual(moderators(), [ana, ben]);
    assert.equal(channel.chime.journal.count("CreateChannelModerator"), 1);
  });

  it("create says what failed for which moderator, and what to do", async () => {
    await setUp();
    const [ana, ben] = users(2) as [string, string];
    channel.chime.faults.inject({
      operation: "CreateChannelModerator",
      memberArn: ana,
      kind: "error",
      error: "ForbiddenException",
      times: "always",
    });
    const { message } = await rejectionOf(host.create(of([ana, ben])));
    assert.match(message, /^.*Could not apply the roster to channel \S+: 1 of 2 changes failed\. The other/);
    assert.match(message, new RegExp(`- add moderator ${ana}: .*ForbiddenException \\(HTTP 403`));
    assert.match(message, /grant the IAM permission chime:CreateChannelModerator/);
  });

  it("update warns of a moderator that it removes, and that is still the bearer of another resource of the channel", async () => {
    await setUp();
    const [ana, ben] = users(2) as [string, string];
    add(ana, ben);
    const { channelArn } = channel;
    const { inputs } = await host.check(roster([]), of([ana, ben]));
    await host.withKind("ChannelBan").check({ channelArn, chimeBearer: ana, memberArn: users(1)[0] });
    await host.update(channelArn, of([ana, ben]), inputs);
    assert.deepEqual(removed().sort(), [ana, ben]);
    const { text } = await engine.message(({ text }) => text.includes("is no moderator any more"));
    assert.match(text, new RegExp(`^${ana} is no moderator any more, and is still the chimeBearer`));
    assert.ok(!engine.messages.some(({ text }) => text.startsWith(`${ben} is no moderator`)));
  });

  it("create of an exclusive roster removes other moderators, except the bearer and ignored ones", async () => {
    await setUp();
    const [ana, ben, cem] = users(3) as [string, string, string];
    add(ben, cem, channel.chimeBearer);
    await host.create(of([ana], { exclusive: true, ignoreMembers: [cem] }));
    assert.deepEqual(moderators(), [ana, cem, channel.chimeBearer].sort());
  });

  describe("the bearer, if it is only a moderator and a member,", () => {
    /** A bearer without the rights of an administrator. */
    const asModerator = async (options: EmulatorOptions = {}): Promise<string> => {
      await setUp(options);
      const { channelArn, chime, chimeBearer } = channel;
      chime.state.addChannelMember({ channelArn, memberArn: chimeBearer });
      add(chimeBearer);
      chime.state.removeAppInstanceAdmin({ adminArn: chimeBearer });
      return chimeBearer;
    };

    it("is removed last by delete", async () => {
      const bearer = await asModerator();
      const team = users(9);
      add(...team);
      await host.delete(channel.channelArn, of([bearer, ...team]));
      assert.deepEqual(moderators(), []);
      assert.equal(removed().at(-1), bearer);
    });

    for (const hook of ["delete", "update"] as const) {
      it(`stays if another change of the ${hook} fails, so that the next deployment continues`, async () => {
        const bearer = await asModerator();
        const [ana, ben] = users(2) as [string, string];
        add(ana, ben);
        channel.chime.faults.inject({
          operation: "DeleteChannelModerator",
          memberArn: ana,
          kind: "error",
          error: "ForbiddenException",
          times: "always",
        });
        const olds = of([ana, ben, bearer]);
        const run = (): Promise<unknown> =>
          hook === "delete"
            ? host.delete(channel.channelArn, olds)
            : host.update(channel.channelArn, olds, of([]));
        const { message } = await rejectionOf(run());
        assert.match(message, /2 of 3 changes failed/);
        assert.match(
          message,
          new RegExp(`remove moderator ${bearer}: this is the chimeBearer, which is removed`),
        );
        assert.deepEqual(moderators(), [ana, bearer].sort());
        await nextDeployment();
        await run();
        assert.deepEqual(moderators(), []);
      });
    }

    it("is removed by update after others were added that did not fit before", async () => {
      const bearer = await asModerator({ quotas: { moderatorsPerChannel: 2 } });
      const [ana, ben] = users(2) as [string, string];
      add(ana);
      await host.update(channel.channelArn, of([ana, bearer]), of([ben]));
      assert.deepEqual(moderators(), [ben]);
      assert.deepEqual(removed(), [ana, bearer]);
    });
  });

  it("create of the bearer as a single moderator, which created the channel, says how to adopt it", async () => {
    await setUp();
    const { channelArn, chimeBearer } = channel;
    add(chimeBearer);
    const inputs = { channelArn, chimeBearer, channelModeratorArn: chimeBearer };
    const { message } = await rejectionOf(host.withKind("ChannelModerator").create(inputs));
    assert.match(message, /This moderator is the chimeBearer: whoever creates a channel becomes a moderator/);
    await host.withKind("ChannelModerator").create({ ...inputs, adoptExisting: true });
  });

  it("read walks the list, and a look-up returns all moderators", async () => {
    await setUp();
    const team = users(120);
    add(...team);
    const few = [...team.slice(0, 2), ...users(1)].sort();
    const { outputs, inputs } = await host.read(channel.channelArn, of(few));
    assert.deepEqual([outputs, inputs], [of(team.slice(0, 2)), of(team.slice(0, 2))]);
    assert.deepEqual(
      operations(),
      Array.from({ length: 3 }, () => "ListChannelModerators"),
    );
    const { channelArn, chimeBearer } = channel;
    const found = await host.read(channelArn, { chimeBearer });
    assert.deepEqual(found.outputs, of(team));
    channel.chime.state.removeChannel({ channelArn });
    await nextDeployment();
    await assert.rejects(host.read(channelArn, { chimeBearer }), /There is no channel .* check its ARN/);
    assert.equal((await host.read(channelArn, of(team))).id, "");
  });

  it("delete removes moderators, and no memberships", async () => {
    await setUp();
    const [ana] = users(1) as [string];
    const { channelArn, chime } = channel;
    add(ana);
    chime.state.addChannelMember({ channelArn, memberArn: ana });
    await host.delete(channelArn, of([ana]));
    assert.deepEqual(moderators(), []);
    assert.deepEqual(
      chime.state.channelMembers(channelArn).map(({ memberArn }) => memberArn),
      [ana],
    );
  });
});

describe("The messages of a ChannelModeratorRoster", function () {
  this.timeout(60_000);

  it("name moderators, not members: those whom it will remove and has removed, and those whom it adopted", async () => {
    const channel = await Channel.open();
    const engine = await EngineStub.start();
    const { chime, channelArn, chimeBearer, appInstanceArn } = channel;
    const host = await Host.start({ chime, kind: "ChannelModeratorRoster", engine: engine.address });
    try {
      const [ana, ben] = ["ana", "ben"].map((userId) =>
        chime.state.addAppInstanceUser({ appInstanceArn, userId }),
      ) as [string, string];
      for (const moderatorArn of [ana, ben]) chime.state.addChannelModerator({ channelArn, moderatorArn });
      const { inputs } = await host.check({ channelArn, chimeBearer, members: [ana], exclusive: true });
      await engine.message(({ text }) =>
        text.includes(
          `\`pulumi up\` removes 1 moderator (${ben}) from channel ${channelArn}: not in the exclusive roster`,
        ),
      );
      await host.create(inputs);
      await engine.message(({ text }) => text.includes(`Removed 1 moderator (${ben}) from channel`));
      await engine.message(({ text }) => text.includes(`Adopted 1 moderator (${ana})`));
    } finally {
      await host.stop();
      engine.stop();
      await chime.stop();
    }
  });
});
