import assert from "node:assert/strict";

import { startEmulator, type Emulator, type EmulatorOptions, type OperationName } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import { ENTITIES } from "../support/entities";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Room } from "../support/room";
import { Channel, MEMBERSHIP_SCENES, SCENES } from "../support/scenes";
import { SETTINGS } from "../support/settings";

/** A key of the AWS account that owns the resources, and a key of another AWS account. */
const OWNER_KEY = { accessKeyId: "AKIAEMULATEDOWNER001", secretAccessKey: "the-secret-of-the-owner" };
const OTHER_ACCOUNT_KEY = {
  accessKeyId: "AKIAEMULATEDOTHERACC",
  secretAccessKey: "the-secret-of-the-other-account",
  accounts: [],
};
const OTHER_ACCOUNT_ENV = {
  AWS_ACCESS_KEY_ID: OTHER_ACCOUNT_KEY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: OTHER_ACCOUNT_KEY.secretAccessKey,
};

/** A role of another AWS account. */
const ROLE = "arn:aws:iam::444455556666:role/chime-admin";
const OTHER_ACCOUNT_CONFIG = { "chime:assumeRole": JSON.stringify({ roleArn: ROLE }) };

const FAST_CONFIG = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "0" };

const NOT_VISIBLE = /does not show that it is gone, because .* is not visible to these credentials/;

/** The number of calls, by operation. */
function callCounts(chime: Emulator): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of chime.journal.calls()) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

describe("A 404 for a resource in an Amazon Chime account", function () {
  this.timeout(60_000);

  let room: Room;
  let host: Host;
  let parent: { accountId: string; roomId: string };
  let roomId: string;
  afterEach(async () => {
    await host.stop();
    await room.close();
  });

  const setUp = async (options: Partial<Parameters<typeof Host.start>[0]> = {}): Promise<void> => {
    room = await Room.open({ credentials: [OWNER_KEY, OTHER_ACCOUNT_KEY], foreignAccount: "notFound" });
    parent = { accountId: room.accountId, roomId: room.roomId };
    roomId = `${parent.accountId}/${parent.roomId}`;
    host = await Host.start({ chime: room.chime, ...options, config: { ...FAST_CONFIG, ...options.config } });
  };
  const member = (exists = true): { id: string; state: Properties } => {
    const { memberId } = room.user();
    if (exists) room.chime.state.addMember({ ...parent, memberId });
    return { id: `${roomId}/${memberId}`, state: { ...parent, memberId, role: "Member" } };
  };
  const failCheck = (
    error: "AccessDeniedException" | "ServiceFailureException",
    times: number | "always",
  ): void => {
    room.chime.faults.inject({ operation: "GetAccount", kind: "error", error, times });
  };

  it("removes nothing from the state with credentials of another AWS account, and the error says so", async () => {
    await setUp({ env: OTHER_ACCOUNT_ENV });
    const { id, state } = member();
    const { message } = await rejectionOf(host.delete(id, state));
    const answer = (to: string): string =>
      String.raw`Amazon Chime answered NotFoundException \(HTTP 404, request id \S+\) to ${to} .*`;
    assert.match(
      message,
      new RegExp(
        `Could not remove member ${String(state["memberId"])} from room .*: ${answer("DeleteRoomMembership")}` +
          `This does not show that it is gone, because the Amazon Chime account is not visible .*: ${answer("GetAccount")}` +
          "Nothing was removed from the Pulumi state. Check AWS_PROFILE, chime:profile, .*chime:endpoint.*stays in the Pulumi",
      ),
    );
    assert.equal(room.members().length, 1);
    assert.deepEqual(callCounts(room.chime), { DeleteRoomMembership: 1, GetAccount: 1 });
  });

  it("causes only one check of the account for many members", async () => {
    await setUp({ env: OTHER_ACCOUNT_ENV });
    const many = Array.from({ length: 20 }, () => member());
    const deletes = await Promise.allSettled(many.map(({ id, state }) => host.delete(id, state)));
    assert.ok(deletes.every(({ status }) => status === "rejected"));
    await assert.rejects(host.delete(many[0]!.id, many[0]!.state), NOT_VISIBLE);
    assert.equal(room.members().length, 20);
    assert.deepEqual(callCounts(room.chime), { DeleteRoomMembership: 21, GetAccount: 1 });
  });

  it("leaves a room, a membership and a roster in the state on delete and on refresh", async () => {
    await setUp({ env: OTHER_ACCOUNT_ENV });
    const { id, state } = member();
    const roster = { ...parent, members: { [String(state["memberId"])]: "Member" } };
    const all: [ResourceKind, string, Properties][] = [
      ["RoomMembership", id, state],
      ["RoomRoster", roomId, roster],
      ["Room", roomId, { ...parent, name: "Launch" }],
    ];
    for (const [kind, of, properties] of all) {
      const kindHost = host.withKind(kind);
      await assert.rejects(kindHost.read(of, properties), NOT_VISIBLE, `read of ${kind}`);
      await assert.rejects(kindHost.delete(of, properties), NOT_VISIBLE, `delete of ${kind}`);
    }
    assert.equal(room.members().length, 1);
    assert.equal(callCounts(room.chime)["GetAccount"], 1);
  });

  it("removes nothing from the state at another endpoint that does not know the account", async () => {
    const otherService = await startEmulator({ credentials: [OWNER_KEY] });
    try {
      await setUp({ config: { "chime:endpoint": otherService.url } });
      const { id, state } = member();
      await assert.rejects(host.delete(id, state), NOT_VISIBLE);
      await assert.rejects(host.read(id, state), NOT_VISIBLE);
      assert.deepEqual(callCounts(otherService), {
        DeleteRoomMembership: 1,
        GetAccount: 1,
        ListRoomMemberships: 1,
      });
    } finally {
      await otherService.stop();
    }
  });

  it("counts as gone if the account is visible, which is checked once", async () => {
    await setUp();
    const gone = [member(false), member(false)];
    for (const { id, state } of gone) await host.delete(id, state);
    room.chime.state.removeRoom(parent);
    const { id, state } = gone[0]!;
    assert.equal((await host.read(id, state)).id, "");
    const roomHost = host.withKind("Room");
    assert.equal((await roomHost.read(roomId, { ...parent, name: "Launch" })).id, "");
    await roomHost.delete(roomId, { ...parent, name: "Launch" });
    const rosterHost = host.withKind("RoomRoster");
    const roster = { ...parent, members: { [String(state["memberId"])]: "Member" } };
    assert.equal((await rosterHost.read(roomId, roster)).id, "");
    await rosterHost.delete(roomId, roster);
    assert.equal(callCounts(room.chime)["GetAccount"], 1);
  });

  it("counts as gone without a check after a successful call in the account", async () => {
    await setUp();
    const [existing, gone] = [member(), member(false)];
    await host.delete(existing.id, existing.state);
    await host.delete(gone.id, gone.state);
    assert.deepEqual(callCounts(room.chime), { DeleteRoomMembership: 2 });
  });

  it("causes an error if the check is refused, which names the missing permission", async () => {
    await setUp();
    failCheck("AccessDeniedException", "always");
    const gone = [member(false), member(false)];
    for (const { id, state } of gone)
      await assert.rejects(
        host.delete(id, state),
        /could not be checked .*AccessDeniedException .*to GetAccount.* IAM permission chime:GetAccount.*stays in/s,
      );
    assert.equal(callCounts(room.chime)["GetAccount"], 1);
  });

  it("is checked again after a transient error of the check", async () => {
    await setUp();
    failCheck("ServiceFailureException", 1);
    const { id, state } = member(false);
    await assert.rejects(host.delete(id, state), /ServiceFailureException.*to GetAccount/s);
    await host.delete(id, state);
    assert.equal(callCounts(room.chime)["GetAccount"], 2);
  });
});

describe("A 404 for a resource in an app instance", function () {
  this.timeout(60_000);

  let host: Host;
  let close: () => Promise<void>;
  afterEach(async () => {
    await host.stop();
    await close();
  });

  const options: EmulatorOptions = { roles: [{ arn: ROLE }], missingResource: "notFound" };
  const start = async (chime: Emulator, kind: ResourceKind, config = {}): Promise<void> => {
    host = await Host.start({ chime, kind, config: { ...FAST_CONFIG, ...config } });
  };
  const answer404 = (chime: Emulator, ...operations: OperationName[]): void => {
    for (const operation of operations)
      chime.faults.inject({ operation, kind: "error", error: "NotFoundException", times: "always" });
  };

  for (const [kind, open] of Object.entries(ENTITIES)) {
    it(`leaves the ${kind} in the state with credentials of another AWS account`, async () => {
      const scene = await open(options);
      close = () => scene.close();
      const { chime, operations, id, state } = scene;
      await start(chime, scene.kind, OTHER_ACCOUNT_CONFIG);
      // The emulator answers 403 if the bearer is not visible.
      if (kind === "Channel")
        answer404(chime, operations.remove as OperationName, operations.read as OperationName);
      await assert.rejects(host.delete(id, state), NOT_VISIBLE);
      await assert.rejects(host.read(id, state), NOT_VISIBLE);
      assert.ok(scene.names().includes("Old"));
      assert.equal(callCounts(chime)["ListAppInstances"], 1);
    });
  }

  it("leaves memberships and rosters in the state with credentials of another AWS account, after one check", async () => {
    const scene = await SCENES["channels"]!(options);
    close = () => scene.close();
    const { chime } = scene;
    await start(chime, "ChannelMembership", OTHER_ACCOUNT_CONFIG);
    answer404(chime, "DeleteChannelMembership", "DescribeChannelMembership", "ListChannelMemberships");
    const members = Array.from({ length: 10 }, () => scene.newMember());
    for (const memberArn of members) scene.add(memberArn);
    const states = members.map((memberArn) => ({ id: scene.id(memberArn), state: scene.inputs(memberArn) }));
    const deletes = await Promise.allSettled(states.map(({ id, state }) => host.delete(id, state)));
    assert.ok(deletes.every(({ status }) => status === "rejected"));
    const [first] = states;
    await assert.rejects(host.read(first!.id, first!.state), NOT_VISIBLE);
    const rosterHost = host.withKind("ChannelRoster");
    const roster = scene.roster(Object.fromEntries(members.map((memberArn) => [memberArn, "DEFAULT"])));
    await assert.rejects(rosterHost.read(scene.parentId, roster), NOT_VISIBLE);
    await assert.rejects(rosterHost.delete(scene.parentId, roster), NOT_VISIBLE);
    assert.equal(Object.keys(scene.members()).length, 10);
    assert.equal(callCounts(chime)["ListAppInstances"], 1);
  });

  for (const [kind, open] of Object.entries(MEMBERSHIP_SCENES).filter(([name]) => /^[abm]/.test(name))) {
    it(`leaves ${kind} in the state with credentials of another AWS account, after one check`, async () => {
      const scene = await open(options);
      close = () => scene.close();
      const { chime, operations } = scene;
      await start(chime, scene.kinds.membership, OTHER_ACCOUNT_CONFIG);
      answer404(chime, operations.remove as OperationName, operations.read as OperationName);
      const members = Array.from({ length: 3 }, () => scene.newMember());
      for (const member of members) scene.add(member);
      for (const member of members) {
        await assert.rejects(host.delete(scene.id(member), scene.inputs(member)), NOT_VISIBLE);
        await assert.rejects(host.read(scene.id(member), scene.inputs(member)), NOT_VISIBLE);
      }
      assert.equal(Object.keys(scene.members()).length, 3);
      assert.equal(callCounts(chime)["ListAppInstances"], 1);
    });
  }

  for (const [kind, open] of Object.entries(SETTINGS)) {
    it(`leaves the ${kind} in the state with credentials of another AWS account`, async () => {
      const scene = await open(options);
      close = () => scene.close();
      const { chime, operations, id, inputs } = scene;
      scene.set(inputs);
      await start(chime, scene.kind, OTHER_ACCOUNT_CONFIG);
      // The emulator answers 403 if the bearer is not visible.
      if (kind === "ChannelFlowAssociation")
        answer404(chime, operations.remove as OperationName, operations.read as OperationName);
      await assert.rejects(host.delete(id, inputs), NOT_VISIBLE);
      await assert.rejects(host.read(id, inputs), NOT_VISIBLE);
      assert.notDeepEqual(scene.current(), {});
      assert.equal(callCounts(chime)["ListAppInstances"], 1);
    });
  }

  it("counts as gone if an app instance of the AWS account and region is visible, which is checked once", async () => {
    const scene = await SCENES["channels"]!(options);
    close = () => scene.close();
    await start(scene.chime, "ChannelMembership");
    for (const memberArn of [scene.newMember(), scene.newMember()]) {
      await host.delete(scene.id(memberArn), scene.inputs(memberArn));
      assert.equal((await host.read(scene.id(memberArn), scene.inputs(memberArn))).id, "");
    }
    assert.deepEqual(callCounts(scene.chime), {
      DeleteChannelMembership: 2,
      DescribeChannelMembership: 2,
      ListAppInstances: 1,
    });
  });

  it("counts as gone without a check after a successful call in the app instance", async () => {
    const scene = await SCENES["channels"]!(options);
    close = () => scene.close();
    await start(scene.chime, "ChannelMembership");
    const [existing, gone] = [scene.newMember(), scene.newMember()];
    scene.add(existing);
    for (const memberArn of [existing, gone]) await host.delete(scene.id(memberArn), scene.inputs(memberArn));
    assert.deepEqual(callCounts(scene.chime), { DeleteChannelMembership: 2 });
  });

  it("counts as gone after this process deleted the last app instance", async () => {
    const channel = await Channel.open(options);
    const { chime, appInstanceArn, chimeBearer } = channel;
    close = () => chime.stop();
    await start(chime, "AppInstance");
    const instance = { appInstanceArn, name: "App" };
    await host.delete(appInstanceArn, instance);
    assert.deepEqual(chime.state.appInstances(), []);
    await host.delete(appInstanceArn, instance);
    assert.equal((await host.read(appInstanceArn, instance)).id, "");
    const appInstanceUserId = chimeBearer.split("/").at(-1);
    const user = { appInstanceUserArn: chimeBearer, appInstanceArn, appInstanceUserId, name: "n" };
    await host.withKind("AppInstanceUser").delete(chimeBearer, user);
    assert.equal(callCounts(chime)["ListAppInstances"], undefined);
  });

  it("causes an error if the check is refused, which names the missing permission", async () => {
    const scene = await SCENES["channels"]!(options);
    close = () => scene.close();
    await start(scene.chime, "ChannelMembership");
    const error = "AccessDeniedException";
    scene.chime.faults.inject({ operation: "ListAppInstances", kind: "error", error, times: "always" });
    for (const memberArn of [scene.newMember(), scene.newMember()])
      await assert.rejects(
        host.delete(scene.id(memberArn), scene.inputs(memberArn)),
        /could not be checked .*AccessDeniedException.* IAM permission chime:ListAppInstances.*stays in the Pulumi state/s,
      );
    assert.equal(callCounts(scene.chime)["ListAppInstances"], 1);
  });
});
