import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Channel } from "../support/scenes";

// What is different about channels.
describe("The hooks of memberships of a channel", function () {
  this.timeout(60_000);

  let channel: Channel;
  let host: Host;
  const given = async (
    options: EmulatorOptions = {},
    config: Record<string, string> = {},
    kind: "ChannelMembership" | "ChannelRoster" = "ChannelMembership",
  ): Promise<void> => {
    channel = await Channel.open(options);
    const quick = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "2", ...config };
    host = await Host.start({ chime: channel.chime, kind, config: quick });
  };
  afterEach(async () => {
    await host.stop();
    await channel.chime.stop();
  });

  /** Ends the deployment, and begins the next. */
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

  it("name every wrong argument, what belongs to another app instance too", async () => {
    await given();
    const elsewhere = channel.chime.state.addAppInstance();
    const stranger = channel.chime.state.addAppInstanceUser({ appInstanceArn: elsewhere });
    const { failures } = await host.check({
      channelArn: "launch",
      memberArn: channel.channelArn,
      type: "OPEN",
    });
    assert.deepEqual(
      failures.map((failure) => failure.split(":", 1)[0]),
      ["channelArn", "memberArn", "chimeBearer", "type"],
    );
    const foreign = await host.check(inputs(stranger));
    assert.equal(foreign.failures.length, 1);
    assert.match(foreign.failures[0]!, /^memberArn: memberArn belongs to .* another app instance/);
    assert.deepEqual(channel.chime.journal.calls(), []);
  });

  it("let pass what is not known yet", async () => {
    await given();
    const { failures } = await host.check(
      inputs(UNKNOWN_VALUE, { channelArn: UNKNOWN_VALUE, type: UNKNOWN_VALUE }),
    );
    assert.deepEqual(failures, []);
  });

  it("take the bearer from the settings where they do not say it, and keep it", async () => {
    await given();
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

  it("replace for another type, delete first, and update for another bearer", async () => {
    await given();
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
    it(`count as removed who is no member, where the service says ${missingChannelMember}`, async () => {
      await given({ missingChannelMember });
      const ana = user();
      await host.delete(idOf(ana), inputs(ana));
    });
  }

  it("fail where the service answers a conflict about somebody who is still a member", async () => {
    await given();
    const ana = user();
    channel.chime.state.addChannelMember({ channelArn: channel.channelArn, memberArn: ana });
    channel.chime.faults.inject({
      operation: "DeleteChannelMembership",
      kind: "error",
      error: "ConflictException",
      times: "always",
    });
    await assert.rejects(host.delete(idOf(ana), inputs(ana)), /still in the channel/);
    assert.deepEqual(members(), [ana]);
  });

  it("refuse a channel of another region than chime:region, and are called in its own all the same", async () => {
    await given({}, { "chime:region": "eu-central-1", "aws:region": "eu-west-1" });
    const ana = user();
    const [ofOne] = (await host.check(inputs(ana))).failures;
    const { chimeBearer, channelArn } = channel;
    const roster = host.withKind("ChannelRoster");
    const [ofMany] = (await roster.check({ channelArn, chimeBearer, members: [{ memberArn: ana }] }))
      .failures;
    for (const failure of [ofOne, ofMany]) {
      assert.match(failure ?? "", /^channelArn: .* us-east-1, but chime:region is eu-central-1\. Remove/);
    }
    // As `pulumi destroy`, which checks nothing, would do with a state from before the setting.
    channel.chime.state.addChannelMember({ channelArn, memberArn: ana, type: "DEFAULT" });
    await host.delete(idOf(ana), inputs(ana));
    assert.deepEqual(members(), []);
    const regions = channel.chime.journal.calls().map(({ region }) => region);
    assert.deepEqual([...new Set(regions)], ["us-east-1"]);
  });

  it("call the region of the channel", async () => {
    await given();
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

  it("keep to the published rates, so that no call is refused", async () => {
    await given({ rates: "published" });
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

  it("of a roster are two batches by hundreds for each type, without one refusal, and the bearer goes last", async () => {
    await given({ rates: "published" }, {}, "ChannelRoster");
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

  it("ask once for all whether a channel is still there that answers 403 for each of them", async () => {
    await given({ missingResource: "forbidden" });
    const arns = Array.from({ length: 12 }, user);
    const { channelArn } = channel;
    channel.chime.state.removeChannel({ channelArn });
    const read = await Promise.all(arns.map((arn) => host.read(idOf(arn), inputs(arn))));
    assert.ok(read.every(({ id }) => id === ""));
    assert.equal(channel.chime.journal.count("DescribeChannelMembership"), arns.length);
    assert.equal(channel.chime.journal.count("ListChannels"), 2);
  });

  it("of rosters are read on behalf of the bearer of each, so that the refusal of one is not that of another", async () => {
    await given({}, {}, "ChannelRoster");
    const { chimeBearer, appInstanceArn, chime } = channel;
    const channelArn = chime.state.addChannel({ appInstanceArn, privacy: "PRIVATE" });
    const [weak, ana] = [user(), user()];
    chime.state.addChannelMember({ channelArn, memberArn: ana });
    const readAs = (bearer: string): ReturnType<Host["read"]> =>
      host.read(channelArn, { channelArn, chimeBearer: bearer, members: { [ana]: "DEFAULT" } });
    const [refused, read] = await Promise.allSettled([readAs(weak), readAs(chimeBearer)]);
    assert.ok(refused.status === "rejected" && String(refused.reason).includes("ForbiddenException"));
    assert.ok(read.status === "fulfilled", "the strong bearer was refused");
    assert.deepEqual(read.value.outputs["members"], { [ana]: "DEFAULT" });
  });

  it("are not taken for made before they were read back: what somebody else had made is set right by the next update", async () => {
    await given({ existingChannelMember: "created" });
    const memberArn = user();
    channel.chime.state.addChannelMember({ channelArn: channel.channelArn, memberArn, type: "DEFAULT" });
    const wanted = inputs(memberArn, { type: "HIDDEN" });
    const operation = "DescribeChannelMembership";
    channel.chime.faults.inject({ operation, kind: "proxyError", status: 403 });
    const error = await rejectionOf(host.create(wanted));
    assert.match(error.message, /with success, but the result could not be read/);
    const kept = host.partialFailure(error);
    const { createStarted, ...rest } = kept!.properties;
    assert.deepEqual(rest, wanted);
    assert.ok(Date.parse(String(createStarted)) <= Date.now());
    const outputs = await host.update(kept!.id, kept!.properties, wanted);
    assert.equal(outputs["type"], "HIDDEN");
    const [member] = channel.chime.state.channelMembers(channel.channelArn);
    assert.equal(member?.type, "HIDDEN");
  });

  it("are their resource's own although a read that lags still shows the type that was replaced", async () => {
    await given({});
    const memberArn = user();
    const { id, outputs } = await host.create(inputs(memberArn));
    await nextDeployment("ChannelMembership");
    channel.chime.faults.setReadLag({ reads: 1 });
    await host.delete(id, outputs);
    const made = await host.create(inputs(memberArn, { type: "HIDDEN" }));
    assert.equal(made.outputs["type"], "HIDDEN");
    assert.equal(channel.chime.journal.count("DescribeChannelMembership"), 3);
  });

  describe("of a user who is deleted, and created again by the next deployment,", () => {
    const NEW_USER = { appInstanceUserId: "ana", name: "Ana" };
    let ana: string;
    let ben: string;
    let roster: Properties;
    beforeEach(async () => {
      await given({}, {}, "ChannelRoster");
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
    /** What the engine does with a roster of which it has this in the state. */
    const upWith = async (olds: Properties, news: Properties): Promise<boolean> => {
      const { inputs } = await host.check(news, olds);
      const { changes } = await host.diff(channel.channelArn, olds, inputs);
      if (changes) await host.update(channel.channelArn, olds, inputs);
      return changes;
    };

    it("add the user again though nothing has changed in the program: as one of a roster, and nobody else", async () => {
      assert.equal(await upWith(roster, roster), false);
      await host.withKind("AppInstanceUser").create(newUser());
      assert.equal(await upWith(roster, roster), true);
      assert.deepEqual(members(), [ana, ben].sort());
      const batches = channel.chime.journal.calls({ operation: "BatchCreateChannelMembership" });
      assert.deepEqual(
        batches.map(({ memberArns }) => memberArns),
        [[ana]],
      );
    });

    it("add the user again as a member alone", async () => {
      const single = host.withKind("ChannelMembership");
      const olds = inputs(ana, { invitedByArn: channel.chimeBearer });
      assert.equal((await single.diff(idOf(ana), olds, inputs(ana))).changes, false);
      await host.withKind("AppInstanceUser").create(newUser());
      assert.equal((await single.diff(idOf(ana), olds, inputs(ana))).changes, true);
      await single.update(idOf(ana), olds, inputs(ana));
      assert.deepEqual(members(), [ana, ben].sort());
    });

    it("add the user again when an update has confirmed the creation, of which no answer came", async () => {
      const users = host.withKind("AppInstanceUser");
      const operation = "CreateAppInstanceUser";
      channel.chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
      channel.chime.faults.inject({ operation, kind: "error", error: "UnauthorizedClientException" });
      const kept = host.partialFailure(await rejectionOf(users.create(newUser())))!;
      await nextDeployment("ChannelRoster");
      await host.withKind("AppInstanceUser").update(kept.id, kept.properties, newUser());
      assert.equal(await upWith(roster, roster), true);
      assert.deepEqual(members(), [ana, ben].sort());
    });

    it("remove the user who has left the program too, as anybody else", async () => {
      await host.withKind("AppInstanceUser").create(newUser());
      const { channelArn } = channel;
      channel.chime.state.addChannelMember({ channelArn, memberArn: ana });
      await upWith(roster, { ...roster, members: { [ben]: "DEFAULT" } });
      assert.deepEqual(members(), [ben]);
    });
  });

  for (const missingResource of ["notFound", "forbidden"] as const) {
    it(`are out, and can be deleted, when the app instance is gone and the service says ${missingResource}`, async () => {
      await given({ missingResource });
      const memberArn = user();
      const { id, outputs } = await host.create(inputs(memberArn));
      channel.chime.state.addAppInstance({ name: "Other" });
      channel.chime.state.removeAppInstance({ appInstanceArn: channel.appInstanceArn });
      await nextDeployment("ChannelMembership");
      assert.equal((await host.read(id, outputs)).id, "");
      await host.delete(id, outputs);
    });
  }

  it("of a roster say that it is gone with its channel, which is answered 403 and is in no list", async () => {
    await given({}, {}, "ChannelRoster");
    const { channelArn, chimeBearer, chime } = channel;
    const state = { channelArn, chimeBearer, members: { [user()]: "DEFAULT" } };
    chime.state.removeChannel({ channelArn });
    assert.equal((await host.read(channelArn, state)).id, "");
    await host.delete(channelArn, state);
    // What was read some moments ago is not read again.
    await nextDeployment("ChannelRoster");
    const error = "ForbiddenException";
    chime.faults.inject({ operation: "ListChannels", kind: "error", error, times: "always" });
    await assert.rejects(host.read(channelArn, state), /ForbiddenException/);
  });

  it("of an exclusive roster leave its own bearer alone", async () => {
    await given({}, {}, "ChannelRoster");
    const { channelArn, chimeBearer } = channel;
    const [ana, stranger] = [user(), user()];
    for (const memberArn of [chimeBearer, stranger])
      channel.chime.state.addChannelMember({ channelArn, memberArn });
    await host.create({ channelArn, chimeBearer, members: { [ana]: "DEFAULT" }, exclusive: true });
    assert.deepEqual(members(), [ana, chimeBearer].sort());
  });
});
