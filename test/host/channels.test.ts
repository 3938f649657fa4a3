import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { rejectionOf } from "../support/failures";
import { Host, isNative, type Properties } from "../support/host";
import { Channel } from "../support/scenes";

// Only what differs from rooms: memberships.test.ts covers the rest for both.
describe("Channel membership and roster hooks:", function () {
  this.timeout(60_000);

  let channel: Channel;
  let host: Host;
  const setUp = async (
    options: EmulatorOptions = {},
    config: Record<string, string> = {},
    kind: "ChannelMembership" | "ChannelRoster" = "ChannelMembership",
  ): Promise<void> => {
    channel = await Channel.open(options);
    const settings = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
    host = await Host.start({ chime: channel.chime, kind, config: settings });
  };
  afterEach(async () => {
    await host.stop();
    await channel.chime.stop();
  });

  /** Ends the deployment and starts another one. */
  const nextDeployment = async (kind: "ChannelMembership" | "ChannelRoster"): Promise<void> => {
    await host.stop();
    host = await Host.start({ chime: channel.chime, kind, config: { "chime:readConsistencySeconds": "0" } });
  };

  const user = (): string => {
    const { appInstanceArn } = channel;
    return channel.chime.state.addAppInstanceUser({ appInstanceArn });
  };
  const inputs = (memberArn: string, more: Properties = {}): Properties => {
    const { channelArn, chimeBearer } = channel;
    return { channelArn, memberArn, type: "DEFAULT", chimeBearer, ...more };
  };
  const idOf = (memberArn: string): string => `${channel.channelArn},${memberArn}`;
  const members = (): string[] =>
    channel.chime.state.channelMembers(channel.channelArn).map(({ memberArn }) => memberArn);

  for (const [kind, suffix] of [
    ["Channel", ""],
    ["ChannelRoster", ""],
    ["ChannelModeratorRoster", ""],
    ["ChannelFlowAssociation", ",flow"],
    ["ChannelMembership", ",USER"],
    ["ChannelModerator", ",moderator,USER"],
    ["ChannelBan", ",ban,USER"],
  ] as const) {
    it(`read of a ${kind} by its id says how to set the bearer if there is none, and calls nothing`, async () => {
      await setUp();
      const id = channel.channelArn + suffix.replace("USER", user());
      const { message } = await rejectionOf(host.withKind(kind).read(id, {}));
      assert.match(message, /There is no chimeBearer.* `pulumi config set chime:appInstanceUserArn ARN`/);
      assert.equal(channel.chime.journal.count({}), 0);
    });
  }

  it("read by an id uses the bearer of the settings, and returns it as an input", async () => {
    await setUp();
    const { chimeBearer } = channel;
    const memberArn = user();
    channel.chime.state.addChannelMember({ channelArn: channel.channelArn, memberArn });
    await host.stop();
    const config = { "chime:appInstanceUserArn": chimeBearer };
    host = await Host.start({ chime: channel.chime, kind: "ChannelMembership", config });
    const { inputs: found } = await host.read(idOf(memberArn), {});
    assert.deepEqual(found, inputs(memberArn));
  });

  it("check reports every invalid property, and a member of another app instance", async () => {
    await setUp();
    const otherAppInstance = channel.chime.state.addAppInstance();
    const foreignUser = channel.chime.state.addAppInstanceUser({ appInstanceArn: otherAppInstance });
    const { failures } = await host.check({
      channelArn: "launch",
      memberArn: channel.channelArn,
      type: "OPEN",
    });
    assert.deepEqual(
      failures.map((failure) => /^(?:There is no property )?(\w+)/.exec(failure)?.[1]),
      ["channelArn", "memberArn", "chimeBearer", "type"],
    );
    const foreign = await host.check(inputs(foreignUser));
    assert.equal(foreign.failures.length, 1);
    assert.match(foreign.failures[0]!, /^memberArn belongs to .* another app instance/);
    assert.deepEqual(channel.chime.journal.calls(), []);
  });

  it("check accepts unknown values", async () => {
    await setUp();
    const { failures } = await host.check(
      inputs(UNKNOWN_VALUE, { channelArn: UNKNOWN_VALUE, type: UNKNOWN_VALUE }),
    );
    assert.deepEqual(failures, []);
  });

  it("check uses the bearer of the settings if the program sets none, and the state contains it", async () => {
    await setUp();
    const config = { "chime:appInstanceUserArn": channel.chimeBearer };
    const other = await Host.start({ chime: channel.chime, kind: "ChannelMembership", config });
    try {
      const { channelArn } = channel;
      const checked = await other.check({ channelArn, memberArn: user() });
      assert.equal(checked.inputs["chimeBearer"], channel.chimeBearer);
      const { id, outputs } = await other.create(checked.inputs);
      // A deployment without the setting.
      await host.delete(id, outputs);
      assert.deepEqual(members(), []);
    } finally {
      await other.stop();
    }
  });

  it("diff replaces a membership whose type changes, deleting first, and updates one whose bearer changes", async () => {
    await setUp();
    const ana = user();
    const olds = inputs(ana, { invitedByArn: channel.chimeBearer });
    assert.deepEqual(await host.diff(idOf(ana), olds, inputs(ana, { type: "HIDDEN" })), {
      changes: true,
      replaces: ["type"],
      deleteFirst: true,
    });
    const other = user();
    assert.deepEqual(await host.diff(idOf(ana), olds, inputs(ana, { chimeBearer: other })), {
      changes: true,
      replaces: [],
      deleteFirst: false,
    });
    channel.chime.state.addChannelMember({ channelArn: channel.channelArn, memberArn: ana });
    channel.chime.state.addAppInstanceAdmin({ adminArn: other });
    const outputs = await host.update(idOf(ana), olds, inputs(ana, { chimeBearer: other }));
    assert.equal(outputs["chimeBearer"], other);
    assert.deepEqual(
      channel.chime.journal.calls().map(({ operation }) => operation),
      ["DescribeChannelMembership"],
    );
  });

  for (const missingChannelMember of ["conflict", "forbidden"] as const) {
    it(`delete succeeds if the service answers ${missingChannelMember} for a user who is not a member`, async () => {
      await setUp({ missingChannelMember });
      const ana = user();
      await host.delete(idOf(ana), inputs(ana));
    });
  }

  it("delete fails if the service answers a conflict and the user is still a member", async () => {
    await setUp();
    const ana = user();
    channel.chime.state.addChannelMember({ channelArn: channel.channelArn, memberArn: ana });
    channel.chime.faults.inject({
      operation: "DeleteChannelMembership",
      kind: "error",
      error: "ConflictException",
      times: "always",
    });
    await assert.rejects(
      host.delete(idOf(ana), inputs(ana)),
      /It may still exist: Amazon Chime reports a conflict/,
    );
    assert.deepEqual(members(), [ana]);
  });

  it("create of the membership of the bearer, who created the channel, says why it exists and how to adopt it", async () => {
    await setUp();
    const { channelArn, chimeBearer } = channel;
    channel.chime.state.addChannelMember({ channelArn, memberArn: chimeBearer });
    const { message } = await rejectionOf(host.create(inputs(chimeBearer)));
    assert.match(message, /This member is the chimeBearer: .* set adoptExisting on the resource\./);
    assert.doesNotMatch(message, /PULUMI_CHIME_RECOVER|another stack/);
    await host.create(inputs(chimeBearer, { adoptExisting: true }));
  });

  it("check rejects a channel outside chime:region, and delete still calls the region of the channel", async function () {
    // Settings of `aws:` do not reach the native plugin.
    if (isNative()) this.skip();
    await setUp({}, { "chime:region": "eu-central-1", "aws:region": "eu-west-1" });
    const ana = user();
    const [ofOne] = (await host.check(inputs(ana))).failures;
    const { chimeBearer, channelArn } = channel;
    const roster = host.withKind("ChannelRoster");
    const [ofMany] = (await roster.check({ channelArn, chimeBearer, members: [{ memberArn: ana }] }))
      .failures;
    for (const failure of [ofOne, ofMany]) {
      assert.match(
        failure ?? "",
        /^channelArn .* us-east-1, but chime:region is eu-central-1\. If you changed chime:region, set it back\. /,
      );
    }
    // `pulumi destroy` runs no check, so it can meet a state that is older than the setting.
    channel.chime.state.addChannelMember({ channelArn, memberArn: ana, type: "DEFAULT" });
    await host.delete(idOf(ana), inputs(ana));
    assert.deepEqual(members(), []);
    const regions = channel.chime.journal.calls().map(({ region }) => region);
    assert.deepEqual([...new Set(regions)], ["us-east-1"]);
  });

  it("create calls the region of the channel", async () => {
    await setUp();
    const { state } = channel.chime;
    const appInstanceArn = state.addAppInstance({ region: "eu-central-1" });
    const adminArn = state.addAppInstanceUser({ appInstanceArn });
    state.addAppInstanceAdmin({ adminArn });
    const channelArn = state.addChannel({ appInstanceArn });
    const memberArn = state.addAppInstanceUser({ appInstanceArn });
    await host.create({ channelArn, memberArn, type: "DEFAULT", chimeBearer: adminArn });
    assert.deepEqual(
      state.channelMembers(channelArn).map((member) => member.memberArn),
      [memberArn],
    );
  });

  it("create and delete stay below the published rates, so no call is throttled", async () => {
    await setUp({ rates: "published" });
    const team = Array.from({ length: 14 }, user);
    await Promise.all(team.map((memberArn) => host.create(inputs(memberArn))));
    await nextDeployment("ChannelMembership");
    await Promise.all(team.map((memberArn) => host.delete(idOf(memberArn), inputs(memberArn))));
    assert.deepEqual(members(), []);
    assert.deepEqual(
      channel.chime.journal.calls().filter(({ status }) => status === 429),
      [],
    );
  });

  it("create of a roster sends batches of up to 100 members of one type, and delete removes the bearer last", async () => {
    await setUp({ rates: "published" }, {}, "ChannelRoster");
    const team = Array.from({ length: 101 }, user);
    const { channelArn, chimeBearer } = channel;
    const shown = Object.fromEntries(team.map((memberArn) => [memberArn, "DEFAULT"]));
    const all = { ...shown, [chimeBearer]: "HIDDEN" };
    await host.create({ channelArn, chimeBearer, members: all });
    const batches = channel.chime.journal.calls({ operation: "BatchCreateChannelMembership" });
    assert.deepEqual(batches.map(({ memberArns }) => memberArns?.length).sort(), [1, 1, 100]);
    assert.equal(members().length, 102);
    await nextDeployment("ChannelRoster");
    const few = { [team[0]!]: "DEFAULT", [chimeBearer]: "HIDDEN" };
    await host.delete(channelArn, { channelArn, chimeBearer, members: few });
    const removed = channel.chime.journal.calls({ operation: "DeleteChannelMembership" });
    assert.deepEqual(
      removed.map(({ memberArn }) => memberArn),
      [team[0], chimeBearer],
    );
    assert.ok(channel.chime.journal.calls().every(({ status }) => status !== 429));
  });

  it("read checks once for all memberships whether a channel that answers 403 still exists", async () => {
    await setUp({ missingResource: "forbidden" });
    const arns = Array.from({ length: 12 }, user);
    const { channelArn } = channel;
    channel.chime.state.removeChannel({ channelArn });
    const read = await Promise.all(arns.map((arn) => host.read(idOf(arn), inputs(arn))));
    assert.ok(read.every(({ id }) => id === ""));
    assert.equal(channel.chime.journal.count("DescribeChannelMembership"), arns.length);
    assert.equal(channel.chime.journal.count("ListChannels"), 2);
  });

  describe("read of many memberships", () => {
    const CREATOR = "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/creator";
    const inState = (memberArn: string): Properties => inputs(memberArn, { invitedByArn: CREATOR });
    const readAll = (arns: readonly string[]): ReturnType<Host["read"]>[] =>
      arns.map((arn) => host.read(idOf(arn), inState(arn)));
    let team: string[];
    beforeEach(async () => {
      await setUp();
      team = Array.from({ length: 120 }, user);
      const { channelArn } = channel;
      for (const memberArn of team) channel.chime.state.addChannelMember({ channelArn, memberArn });
    });

    it("uses the lists after the first 16, and keeps the outputs that a list does not have", async () => {
      const read = await Promise.all(readAll(team));
      assert.deepEqual(read.at(-1)?.outputs, inState(team.at(-1)!));
      assert.equal(channel.chime.journal.count("DescribeChannelMembership"), 16);
      // Three pages of visible members, and one of hidden members.
      assert.equal(channel.chime.journal.count("ListChannelMemberships"), 4);
      assert.equal(channel.chime.journal.calls().length, 20);
    });

    it("finds another type in the lists, and asks for a member whom no list has", async () => {
      const { channelArn } = channel;
      const [hidden, gone] = [team.at(-1)!, team.at(-2)!];
      channel.chime.state.removeChannelMember({ channelArn, memberArn: hidden });
      channel.chime.state.addChannelMember({ channelArn, memberArn: hidden, type: "HIDDEN" });
      channel.chime.state.removeChannelMember({ channelArn, memberArn: gone });
      const read = await Promise.all(readAll(team));
      assert.equal(read.at(-1)?.outputs["type"], "HIDDEN");
      assert.equal(read.at(-2)?.id, "");
      assert.equal(channel.chime.journal.count("DescribeChannelMembership"), 17);
    });

    it("asks for each member if the bearer may not read the lists, or the state lacks an output", async () => {
      const error = "ForbiddenException";
      channel.chime.faults.inject({
        operation: "ListChannelMemberships",
        kind: "error",
        error,
        times: "always",
      });
      const read = await Promise.all(readAll(team));
      assert.ok(read.every(({ id }) => id !== ""));
      assert.equal(channel.chime.journal.count("DescribeChannelMembership"), 120);
      await Promise.all(team.map((arn) => host.read(idOf(arn), inputs(arn))));
      assert.equal(channel.chime.journal.count("DescribeChannelMembership"), 240);
      // It does not try the lists again.
      await Promise.all(readAll(team));
      assert.equal(channel.chime.journal.count("ListChannelMemberships"), 1);
    });

    it("looks a deleted channel up once", async () => {
      channel.chime.state.removeChannel({ channelArn: channel.channelArn });
      const read = await Promise.all(readAll(team));
      assert.ok(read.every(({ id }) => id === ""));
      assert.equal(channel.chime.journal.count("DescribeChannelMembership"), 16);
    });
  });

  it("read of a roster uses its own bearer, so a refusal of one bearer does not affect another", async () => {
    await setUp({}, {}, "ChannelRoster");
    const { chimeBearer, appInstanceArn, chime } = channel;
    const channelArn = chime.state.addChannel({ appInstanceArn, privacy: "PRIVATE" });
    const [weakBearer, ana] = [user(), user()];
    chime.state.addChannelMember({ channelArn, memberArn: ana });
    const readAs = (bearer: string): ReturnType<Host["read"]> =>
      host.read(channelArn, { channelArn, chimeBearer: bearer, members: { [ana]: "DEFAULT" } });
    const [refused, read] = await Promise.allSettled([readAs(weakBearer), readAs(chimeBearer)]);
    assert.ok(refused.status === "rejected" && String(refused.reason).includes("ForbiddenException"));
    assert.ok(read.status === "fulfilled", "the read with the administrator failed");
    assert.deepEqual(read.value.outputs["members"], { [ana]: "DEFAULT" });
  });

  it("create has an ambiguous outcome if the read-back fails, and the next update corrects an older membership", async () => {
    await setUp({ existingChannelMember: "created" });
    const memberArn = user();
    channel.chime.state.addChannelMember({ channelArn: channel.channelArn, memberArn, type: "DEFAULT" });
    const desired = inputs(memberArn, { type: "HIDDEN" });
    const operation = "DescribeChannelMembership";
    channel.chime.faults.inject({ operation, kind: "proxyError", status: 403 });
    const error = await rejectionOf(host.create(desired));
    assert.match(error.message, /with success, but the result could not be read/);
    const saved = host.partialFailure(error);
    const { createStarted, ...rest } = saved!.properties;
    assert.deepEqual(rest, desired);
    assert.ok(Date.parse(String(createStarted)) <= Date.now());
    const outputs = await host.update(saved!.id, saved!.properties, desired);
    assert.equal(outputs["type"], "HIDDEN");
    const [member] = channel.chime.state.channelMembers(channel.channelArn);
    assert.equal(member?.type, "HIDDEN");
  });

  it("create after a replacement succeeds although a lagging read still returns the replaced type", async () => {
    await setUp({});
    const memberArn = user();
    const { id, outputs } = await host.create(inputs(memberArn));
    await nextDeployment("ChannelMembership");
    channel.chime.faults.setReadLag({ reads: 1 });
    await host.delete(id, outputs);
    const created = await host.create(inputs(memberArn, { type: "HIDDEN" }));
    assert.equal(created.outputs["type"], "HIDDEN");
    assert.equal(channel.chime.journal.count("DescribeChannelMembership"), 3);
  });

  describe("if a user is deleted, and created again in the next deployment,", () => {
    const NEW_USER = { appInstanceUserId: "ana", name: "Ana" };
    let ana: string;
    let ben: string;
    let roster: Properties;
    beforeEach(async () => {
      await setUp({}, {}, "ChannelRoster");
      const { channelArn, chimeBearer, appInstanceArn, chime } = channel;
      ana = chime.state.addAppInstanceUser({ appInstanceArn, userId: NEW_USER.appInstanceUserId });
      ben = user();
      roster = { channelArn, chimeBearer, members: { [ana]: "DEFAULT", [ben]: "DEFAULT" } };
      await host.create(roster);
      chime.state.removeAppInstanceUser({ arn: ana });
      assert.deepEqual(members(), [ben]);
      await nextDeployment("ChannelRoster");
      chime.journal.clear();
    });
    const newUser = (): Properties => ({ appInstanceArn: channel.appInstanceArn, ...NEW_USER });
    /** Updates a roster as the engine does. Returns whether there was a difference. */
    const upWith = async (olds: Properties, news: Properties): Promise<boolean> => {
      const { inputs } = await host.check(news, olds);
      const { changes } = await host.diff(channel.channelArn, olds, inputs);
      if (changes) await host.update(channel.channelArn, olds, inputs);
      return changes;
    };

    it("update of a roster adds that user again and nobody else, even if the program is unchanged", async () => {
      assert.equal(await upWith(roster, roster), false);
      await nextDeployment("ChannelRoster");
      channel.chime.journal.clear();
      await host.withKind("AppInstanceUser").create(newUser());
      assert.equal(await upWith(roster, roster), true);
      assert.deepEqual(members(), [ana, ben].sort());
      const batches = channel.chime.journal.calls({ operation: "BatchCreateChannelMembership" });
      assert.deepEqual(
        batches.map(({ memberArns }) => memberArns),
        [[ana]],
      );
    });

    it("create of the user fails if the roster was compared before, because Pulumi would not update it", async () => {
      assert.equal(await upWith(roster, roster), false);
      await assert.rejects(
        host.withKind("AppInstanceUser").create(newUser()),
        /Did not create the app instance user .*Run `pulumi up --refresh`/,
      );
      assert.deepEqual(members(), [ben]);
    });

    it("update of a single membership adds the user again", async () => {
      const single = host.withKind("ChannelMembership");
      const olds = inputs(ana, { invitedByArn: channel.chimeBearer });
      assert.equal((await single.diff(idOf(ana), olds, inputs(ana))).changes, false);
      await host.withKind("AppInstanceUser").create(newUser());
      assert.equal((await single.diff(idOf(ana), olds, inputs(ana))).changes, true);
      await single.update(idOf(ana), olds, inputs(ana));
      assert.deepEqual(members(), [ana, ben].sort());
    });

    it("update of a roster adds the user again after an update confirmed the user's ambiguous create", async () => {
      const users = host.withKind("AppInstanceUser");
      const operation = "CreateAppInstanceUser";
      channel.chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
      channel.chime.faults.inject({ operation, kind: "error", error: "UnauthorizedClientException" });
      const saved = host.partialFailure(await rejectionOf(users.create(newUser())))!;
      await nextDeployment("ChannelRoster");
      await host.withKind("AppInstanceUser").update(saved.id, saved.properties, newUser());
      assert.equal(await upWith(roster, roster), true);
      assert.deepEqual(members(), [ana, ben].sort());
    });

    it("update of a roster removes the user if the program drops the user", async () => {
      await host.withKind("AppInstanceUser").create(newUser());
      const { channelArn } = channel;
      channel.chime.state.addChannelMember({ channelArn, memberArn: ana });
      await upWith(roster, { ...roster, members: { [ben]: "DEFAULT" } });
      assert.deepEqual(members(), [ben]);
    });
  });

  for (const missingResource of ["notFound", "forbidden"] as const) {
    it(`read and delete treat a membership as gone if its app instance is gone and the service answers ${missingResource}`, async () => {
      await setUp({ missingResource });
      const memberArn = user();
      const { id, outputs } = await host.create(inputs(memberArn));
      channel.chime.state.addAppInstance({ name: "Other" });
      channel.chime.state.removeAppInstance({ appInstanceArn: channel.appInstanceArn });
      await nextDeployment("ChannelMembership");
      assert.equal((await host.read(id, outputs)).id, "");
      await host.delete(id, outputs);
    });
  }

  it("read and delete treat a roster as gone if its channel answers 403 and is in no list", async () => {
    await setUp({}, {}, "ChannelRoster");
    const { channelArn, chimeBearer, chime } = channel;
    const state = { channelArn, chimeBearer, members: { [user()]: "DEFAULT" } };
    chime.state.removeChannel({ channelArn });
    assert.equal((await host.read(channelArn, state)).id, "");
    await host.delete(channelArn, state);
    // A new process has no snapshot of the channel.
    await nextDeployment("ChannelRoster");
    const error = "ForbiddenException";
    chime.faults.inject({ operation: "ListChannels", kind: "error", error, times: "always" });
    await assert.rejects(host.read(channelArn, state), /ForbiddenException/);
  });

  it("create of an exclusive roster does not remove its own bearer", async () => {
    await setUp({}, {}, "ChannelRoster");
    const { channelArn, chimeBearer } = channel;
    const [ana, unmanaged] = [user(), user()];
    for (const memberArn of [chimeBearer, unmanaged])
      channel.chime.state.addChannelMember({ channelArn, memberArn });
    await host.create({ channelArn, chimeBearer, members: { [ana]: "DEFAULT" }, exclusive: true });
    assert.deepEqual(members(), [ana, chimeBearer].sort());
  });
});
