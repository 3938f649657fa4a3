import assert from "node:assert/strict";

import type { EmulatorOptions, ErrorName } from "../../emulator";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Channel } from "../support/scenes";

/** How a call is told of: the operation, who made it, and what was answered. */
type Told = [operation: string, by: string, status: number];

describe("What the state has of a channel whose bearer is refused", function () {
  this.timeout(60_000);

  let channel: Channel;
  let host: Host;
  /** Another administrator. */
  let other: string;

  /** Opens a channel with a bearer, and a deployment whose settings name this one. */
  const given = async (
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
  const killBearer = (): void => {
    channel.chime.state.removeAppInstanceUser({ arn: channel.chimeBearer });
  };
  const told = (): Told[] =>
    channel.chime.journal
      .calls()
      .map(({ operation, bearer, status }) => [operation, nameOf(bearer), status ?? 0]);

  it("is deleted on behalf of the one in the settings, who from then on is asked first", async () => {
    await given();
    const [ana, ben] = [member("ana"), member("ben")];
    killBearer();
    await host.delete(idOf(ana), ana);
    await host.delete(idOf(ben), ben);
    assert.deepEqual(members(), []);
    assert.deepEqual(told(), [
      ["DeleteChannelMembership", "admin", 403],
      ["DeleteChannelMembership", "other", 204],
      ["DeleteChannelMembership", "other", 204],
    ]);
  });

  it("is read on behalf of the one in the settings, and keeps the bearer that it has", async () => {
    await given();
    const ana = member("ana");
    const state = roster("ben", "cem");
    killBearer();
    const { invitedByArn, ...inputs } = ana;
    assert.deepEqual((await host.read(idOf(ana), { ...ana, invitedByArn })).inputs, inputs);
    const { channelArn, chimeBearer } = channel;
    const ofMany = host.withKind("ChannelRoster");
    assert.deepEqual((await ofMany.read(channelArn, state)).outputs, state);
    const launch = { channelArn, name: "Launch", chimeBearer };
    const read = await host.withKind("Channel").read(channelArn, launch);
    assert.equal(read.outputs["chimeBearer"], chimeBearer);
    assert.equal(read.inputs["chimeBearer"], chimeBearer);
  });

  it("is deleted as a roster, and as the channel itself", async () => {
    await given();
    const { channelArn, chimeBearer, appInstanceArn } = channel;
    const state = roster("ana", "ben", "cem");
    killBearer();
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

  it("stays where the settings name no other, and the error says what to set", async () => {
    await given(({ chimeBearer }) => chimeBearer);
    const ana = member("ana");
    killBearer();
    await assert.rejects(
      host.delete(idOf(ana), ana),
      /ForbiddenException.*set chime:appInstanceUserArn, .*`pulumi up`.*stays in the Pulumi state/s,
    );
    assert.deepEqual(members(), ["ana"]);
    assert.deepEqual(told()[0], ["DeleteChannelMembership", "admin", 403]);
    assert.ok(told().every(([, by]) => by === "admin" || by === ""));
  });

  it("stays where the settings name somebody of another app instance, who is not asked", async () => {
    await given(({ chime }) => {
      const appInstanceArn = chime.state.addAppInstance();
      return chime.state.addAppInstanceUser({ appInstanceArn, userId: "stranger" });
    });
    const ana = member("ana");
    killBearer();
    await assert.rejects(host.delete(idOf(ana), ana), /ForbiddenException/);
    assert.deepEqual(members(), ["ana"]);
    assert.ok(told().every(([, by]) => by !== "stranger"));
  });

  it("stays where the one in the settings is refused too, and the error names both", async () => {
    await given();
    const ana = member("ana");
    killBearer();
    channel.chime.state.removeAppInstanceAdmin({ adminArn: other });
    const { message } = await rejectionOf(host.delete(idOf(ana), ana));
    const answer = String.raw`Amazon Chime answered ForbiddenException \(HTTP 403, request id \S+\) to DeleteChannelMembership`;
    assert.match(
      message,
      new RegExp(
        `with the bearer ${channel.chimeBearer}: ${answer}.* Then with the bearer ${other}: ${answer}.*stays in`,
      ),
    );
    assert.deepEqual(members(), ["ana"]);
  });

  it("stays where the answer is no refusal, and nobody else is asked", async () => {
    await given();
    const ana = member("ana");
    const operation = "DeleteChannelMembership";
    channel.chime.faults.inject({ operation, kind: "error", error: "BadRequestException" });
    await assert.rejects(host.delete(idOf(ana), ana), /BadRequestException/);
    assert.deepEqual(told(), [[operation, "admin", 400]]);
    assert.deepEqual(members(), ["ana"]);
  });

  it("says what else than a refusal befell the one in the settings", async () => {
    await given();
    const ana = member("ana");
    killBearer();
    const operation = "DeleteChannelMembership";
    channel.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException" });
    channel.chime.faults.inject({ operation, kind: "error", error: "ThrottledClientException" });
    const { message } = await rejectionOf(host.delete(idOf(ana), ana));
    assert.match(message, /Then with the bearer .*ThrottledClientException.*is throttling this account/);
    assert.deepEqual(members(), ["ana"]);
  });

  it("is gone where it is gone, and is deleted once, whoever is asked", async () => {
    await given(() => other, { missingChannelMember: "forbidden" });
    const [ana, ben] = [member("ana"), member("ben")];
    const { channelArn } = channel;
    // The bearer lives: it is the member who is out.
    channel.chime.state.removeChannelMember({ channelArn, memberArn: ana.memberArn });
    await host.delete(idOf(ana), ana);
    assert.deepEqual(told(), [
      ["DeleteChannelMembership", "admin", 403],
      ["DeleteChannelMembership", "other", 403],
      ["DescribeChannelMembership", "admin", 404],
      // Nothing had succeeded before in this process, so that the 404 needs a proof.
      ["ListAppInstances", "", 200],
    ]);
    // Now both are gone, and the channel too.
    killBearer();
    channel.chime.state.removeChannel({ channelArn });
    assert.equal((await host.read(idOf(ben), ben)).id, "");
    await host.delete(idOf(ben), ben);
  });

  it("is gone also where the one in the settings cannot say so, or is the one who says so", async () => {
    await given();
    const ana = member("ana");
    const refusedAndThen = (error: ErrorName): void => {
      for (const one of ["ForbiddenException", error] as const)
        channel.chime.faults.inject({ operation: "DeleteChannelMembership", kind: "error", error: one });
    };
    // What the settings' one is answered leaves open what the first refusal meant: a read tells.
    channel.chime.state.removeChannelMember({ channelArn: channel.channelArn, memberArn: ana.memberArn });
    refusedAndThen("ThrottledClientException");
    await host.delete(idOf(ana), ana);
    killBearer();
    refusedAndThen("NotFoundException");
    await host.delete(idOf(ana), ana);
    assert.deepEqual(
      told().map(([operation]) => operation),
      [
        ...["DeleteChannelMembership", "DeleteChannelMembership", "DescribeChannelMembership"],
        // The proof that the 404 needs. The next one does not.
        "ListAppInstances",
        ...["DeleteChannelMembership", "DeleteChannelMembership"],
      ],
    );
  });

  it("stays where an update removes it and the program's bearer is refused: the other one is not asked", async () => {
    await given();
    const olds = roster("ana", "ben");
    const { channelArn } = channel;
    const [ana] = Object.keys(olds["members"] as object);
    const news = { ...olds, exclusive: true, members: { [ana!]: "DEFAULT" } };
    const operation = "DeleteChannelMembership";
    channel.chime.faults.inject({ operation, kind: "error", error: "ForbiddenException" });
    await assert.rejects(host.withKind("ChannelRoster").update(channelArn, olds, news), /ForbiddenException/);
    assert.deepEqual(members(), ["ana", "ben"]);
    assert.ok(told().every(([, by]) => by !== "other"));
  });

  it("is another matter with what the program has: nobody stands in there, and nobody is taken out", async () => {
    await given();
    const { memberArn, channelArn, chimeBearer } = member("ana");
    killBearer();
    const olds = { channelArn, chimeBearer, members: { [memberArn]: "DEFAULT" } };
    const news = { ...olds, members: { [memberArn]: "HIDDEN" } };
    const ofMany = host.withKind("ChannelRoster");
    await assert.rejects(ofMany.update(channel.channelArn, olds, news), /ForbiddenException/);
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
    assert.ok(told().every(([, by]) => by !== "other"));
  });
});

function nameOf(arn = ""): string {
  return arn.split("/").at(-1) ?? "";
}
