import assert from "node:assert/strict";

import type { EmulatorOptions, ErrorName } from "../../emulator";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Channel } from "../support/scenes";

/** A call in the journal. */
type RecordedCall = [operation: string, bearer: string, status: number];

describe("A resource of a channel whose bearer is refused", function () {
  this.timeout(60_000);

  let channel: Channel;
  let host: Host;
  /** A second administrator. */
  let other: string;

  /** Opens a channel, and starts a deployment whose settings contain the bearer that the function returns. */
  const setUp = async (
    bearer: (channel: Channel) => string = () => other,
    options: EmulatorOptions = {},
  ): Promise<void> => {
    channel = await Channel.open(options);
    other = user("other");
    channel.chime.state.addAppInstanceAdmin({ adminArn: other });
    const config = {
      "chime:readConsistencySeconds": "0",
      "chime:maxRetries": "0",
      "chime:appInstanceUserArn": bearer(channel),
    };
    host = await Host.start({ chime: channel.chime, kind: "ChannelMembership", config });
  };
  afterEach(async () => {
    await host.stop();
    await channel.chime.stop();
  });

  const user = (userId: string): string => {
    const { appInstanceArn } = channel;
    return channel.chime.state.addAppInstanceUser({ appInstanceArn, userId });
  };
  const member = (userId: string): Properties & { memberArn: string } => {
    const { channelArn, chimeBearer } = channel;
    const memberArn = user(userId);
    channel.chime.state.addChannelMember({ channelArn, memberArn });
    return { channelArn, memberArn, type: "DEFAULT", chimeBearer, invitedByArn: chimeBearer };
  };
  const roster = (...userIds: string[]): Properties => {
    const { channelArn, chimeBearer } = channel;
    const members = Object.fromEntries(userIds.map((userId) => [member(userId).memberArn, "DEFAULT"]));
    return { channelArn, chimeBearer, members };
  };
  const idOf = ({ memberArn }: { memberArn: string }): string => `${channel.channelArn},${memberArn}`;
  const members = (): string[] =>
    channel.chime.state.channelMembers(channel.channelArn).map(({ memberArn }) => nameOf(memberArn));
  const deleteBearer = (): void => {
    channel.chime.state.removeAppInstanceUser({ arn: channel.chimeBearer });
  };
  const recordedCalls = (): RecordedCall[] =>
    channel.chime.journal
      .calls()
      .map(({ operation, bearer, status }) => [operation, nameOf(bearer), status ?? 0]);

  it("is deleted using the bearer of the settings, which is then tried first", async () => {
    await setUp();
    const [ana, ben] = [member("ana"), member("ben")];
    deleteBearer();
    await host.delete(idOf(ana), ana);
    await host.delete(idOf(ben), ben);
    assert.deepEqual(members(), []);
    assert.deepEqual(recordedCalls(), [
      ["DeleteChannelMembership", "admin", 403],
      ["DeleteChannelMembership", "other", 204],
      ["DeleteChannelMembership", "other", 204],
    ]);
  });

  it("is read using the bearer of the settings, and keeps its own bearer", async () => {
    await setUp();
    const ana = member("ana");
    const state = roster("ben", "cem");
    deleteBearer();
    const { invitedByArn, ...inputs } = ana;
    assert.deepEqual((await host.read(idOf(ana), { ...ana, invitedByArn })).inputs, inputs);
    const { channelArn, chimeBearer } = channel;
    const rosterHost = host.withKind("ChannelRoster");
    assert.deepEqual((await rosterHost.read(channelArn, state)).outputs, state);
    const launch = { channelArn, name: "Launch", chimeBearer };
    const read = await host.withKind("Channel").read(channelArn, launch);
    assert.equal(read.outputs["chimeBearer"], chimeBearer);
    assert.equal(read.inputs["chimeBearer"], chimeBearer);
  });

  it("is deleted using the bearer of the settings if it is a roster or the channel itself", async () => {
    await setUp();
    const { channelArn, chimeBearer, appInstanceArn } = channel;
    const state = roster("ana", "ben", "cem");
    deleteBearer();
    await host.withKind("ChannelRoster").delete(channelArn, state);
    assert.deepEqual(members(), []);
    await host.withKind("Channel").delete(channelArn, { channelArn, name: "Launch", chimeBearer });
    assert.deepEqual(channel.chime.state.channels(appInstanceArn), []);
    const deleted = channel.chime.journal.calls({ written: true });
    assert.deepEqual(
      deleted.map(({ operation, bearer }) => [operation, nameOf(bearer)]),
      [...Array.from({ length: 3 }, () => ["DeleteChannelMembership", "other"]), ["DeleteChannel", "other"]],
    );
  });

  it("stays in the state if the settings have no other bearer, and the error says what to set", async () => {
    await setUp(({ chimeBearer }) => chimeBearer);
    const ana = member("ana");
    deleteBearer();
    await assert.rejects(
      host.delete(idOf(ana), ana),
      /ForbiddenException.*set another one \(chime:appInstanceUserArn, .*`pulumi up`.*stays in the Pulumi state.* Note: destroy and/s,
    );
    assert.deepEqual(members(), ["ana"]);
    assert.deepEqual(recordedCalls()[0], ["DeleteChannelMembership", "admin", 403]);
    assert.ok(recordedCalls().every(([, bearer]) => bearer === "admin" || bearer === ""));
  });

  it("stays in the state if the bearer of the settings belongs to another app instance, and is not used", async () => {
    await setUp(({ chime }) => {
      const appInstanceArn = chime.state.addAppInstance();
      return chime.state.addAppInstanceUser({ appInstanceArn, userId: "foreign" });
    });
    const ana = member("ana");
    deleteBearer();
    await assert.rejects(host.delete(idOf(ana), ana), /ForbiddenException/);
    assert.deepEqual(members(), ["ana"]);
    assert.ok(recordedCalls().every(([, bearer]) => bearer !== "foreign"));
  });

  it("stays in the state if the bearer of the settings is refused too, and the error names both", async () => {
    await setUp();
    const ana = member("ana");
    deleteBearer();
    channel.chime.state.removeAppInstanceAdmin({ adminArn: other });
    const { message } = await rejectionOf(host.delete(idOf(ana), ana));
    const answer = String.raw`Amazon Chime answered ForbiddenException \(HTTP 403, request id \S+\) to DeleteChannelMembership`;
    assert.match(
      message,
      new RegExp(
        `${answer}.* The bearer was ${channel.chimeBearer}. Then: ${answer}.* The bearer was ${other}. Make the .*stays in`,
      ),
    );
    assert.deepEqual(members(), ["ana"]);
  });

  it("stays in the state after another error than a refusal, without a call by the bearer of the settings", async () => {
    await setUp();
    const ana = member("ana");
    const operation = "DeleteChannelMembership";
    channel.chime.faults.inject({ operation, kind: "error", error: "BadRequestException" });
    await assert.rejects(host.delete(idOf(ana), ana), /BadRequestException/);
    assert.deepEqual(recordedCalls(), [[operation, "admin", 400]]);
    assert.deepEqual(members(), ["ana"]);
  });

  it("stays in the state if the bearer of the settings gets another error, which the message contains", async () => {
    await setUp();
    const ana = member("ana");
    deleteBearer();
    const operation = "DeleteChannelMembership";
    channel.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException" });
    channel.chime.faults.inject({ operation, kind: "error", error: "ThrottledClientException" });
    const { message } = await rejectionOf(host.delete(idOf(ana), ana));
    assert.match(message, /Then with the bearer .*ThrottledClientException.*is throttling this account/);
    assert.deepEqual(members(), ["ana"]);
  });

  it("counts as gone if it no longer exists, and is not deleted again", async () => {
    await setUp(() => other, { missingChannelMember: "forbidden" });
    const [ana, ben] = [member("ana"), member("ben")];
    const { channelArn } = channel;
    // The bearer still exists, and the member is gone.
    channel.chime.state.removeChannelMember({ channelArn, memberArn: ana.memberArn });
    await host.delete(idOf(ana), ana);
    assert.deepEqual(recordedCalls(), [
      ["DeleteChannelMembership", "admin", 403],
      ["DeleteChannelMembership", "other", 403],
      ["DescribeChannelMembership", "admin", 404],
      // No call has succeeded yet, so the plugin checks whether the account is visible.
      ["ListAppInstances", "", 200],
    ]);
    // Now the bearer and the channel are gone too.
    deleteBearer();
    channel.chime.state.removeChannel({ channelArn });
    assert.equal((await host.read(idOf(ben), ben)).id, "");
    await host.delete(idOf(ben), ben);
  });

  it("counts as gone if the bearer of the settings gets another error, or a 404", async () => {
    await setUp();
    const ana = member("ana");
    const refuseAndFail = (error: ErrorName): void => {
      for (const one of ["ForbiddenException", error] as const)
        channel.chime.faults.inject({ operation: "DeleteChannelMembership", kind: "error", error: one });
    };
    // Throttling does not show what the refusal of the first bearer meant, so the plugin reads the membership.
    channel.chime.state.removeChannelMember({ channelArn: channel.channelArn, memberArn: ana.memberArn });
    refuseAndFail("ThrottledClientException");
    await host.delete(idOf(ana), ana);
    deleteBearer();
    refuseAndFail("NotFoundException");
    await host.delete(idOf(ana), ana);
    assert.deepEqual(
      recordedCalls().map(([operation]) => operation),
      [
        ...["DeleteChannelMembership", "DeleteChannelMembership", "DescribeChannelMembership"],
        // Whether the account is visible is checked for the first 404 only.
        "ListAppInstances",
        ...["DeleteChannelMembership", "DeleteChannelMembership"],
      ],
    );
  });

  it("is not removed by an update using the bearer of the settings", async () => {
    await setUp();
    const olds = roster("ana", "ben");
    const { channelArn } = channel;
    const [ana] = Object.keys(olds["members"] as object);
    const news = { ...olds, exclusive: true, members: { [ana!]: "DEFAULT" } };
    const operation = "DeleteChannelMembership";
    channel.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException" });
    await assert.rejects(host.withKind("ChannelRoster").update(channelArn, olds, news), /ForbiddenException/);
    assert.deepEqual(members(), ["ana", "ben"]);
    assert.ok(recordedCalls().every(([, bearer]) => bearer !== "other"));
  });

  it("is not created or updated using the bearer of the settings", async () => {
    await setUp();
    const { memberArn, channelArn, chimeBearer } = member("ana");
    deleteBearer();
    const olds = { channelArn, chimeBearer, members: { [memberArn]: "DEFAULT" } };
    const news = { ...olds, members: { [memberArn]: "HIDDEN" } };
    const rosterHost = host.withKind("ChannelRoster");
    await assert.rejects(rosterHost.update(channel.channelArn, olds, news), /ForbiddenException/);
    await assert.rejects(host.create({ channelArn, memberArn: user("ben"), type: "DEFAULT", chimeBearer }));
    const state = { channelArn, memberArn, type: "DEFAULT", invitedByArn: other };
    await assert.rejects(
      host.update(
        `${channel.channelArn},${memberArn}`,
        { ...state, chimeBearer: other },
        { ...state, chimeBearer },
      ),
      /ForbiddenException/,
    );
    assert.deepEqual(members(), ["ana"]);
    assert.ok(recordedCalls().every(([, bearer]) => bearer !== "other"));
  });
});

function nameOf(arn = ""): string {
  return arn.split("/").at(-1) ?? "";
}
