import assert from "node:assert/strict";

import { startEmulator, type Emulator, type EmulatorOptions, type OperationName } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import { ENTITIES } from "../support/entities";
import { rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Room } from "../support/room";
import { Channel, SCENES } from "../support/scenes";

/** A key of the AWS account that has the tenants, and one of another AWS account. */
const OWNER = { accessKeyId: "AKIAEMULATEDOWNER001", secretAccessKey: "the-secret-of-the-owner" };
const STRANGER = {
  accessKeyId: "AKIAEMULATEDSTRANGER",
  secretAccessKey: "the-secret-of-the-stranger",
  accounts: [],
};
const AS_STRANGER = {
  AWS_ACCESS_KEY_ID: STRANGER.accessKeyId,
  AWS_SECRET_ACCESS_KEY: STRANGER.secretAccessKey,
};

/** A role of another AWS account. */
const ROLE = "arn:aws:iam::444455556666:role/chime-admin";
const AS_ROLE = { "chime:assumeRole": JSON.stringify({ roleArn: ROLE }) };

const QUICK = { "chime:readConsistencySeconds": "0", "chime:maxRetries": "0" };

const NOT_VISIBLE = /does not show that it is gone, because .* is not visible to these credentials/;

/** How often each operation was called. */
function calls(chime: Emulator): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of chime.journal.calls()) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

describe("A 404 about something in an account of Amazon Chime", function () {
  this.timeout(60_000);

  let room: Room;
  let host: Host;
  let parent: { accountId: string; roomId: string };
  let roomId: string;
  afterEach(async () => {
    await host.stop();
    await room.close();
  });

  const given = async (options: Partial<Parameters<typeof Host.start>[0]> = {}): Promise<void> => {
    room = await Room.open({ credentials: [OWNER, STRANGER], foreignAccount: "notFound" });
    parent = { accountId: room.accountId, roomId: room.roomId };
    roomId = `${parent.accountId}/${parent.roomId}`;
    host = await Host.start({ chime: room.chime, ...options, config: { ...QUICK, ...options.config } });
  };
  const member = (isIn = true): { id: string; state: Properties } => {
    const { memberId } = room.user();
    if (isIn) room.chime.state.addMember({ ...parent, memberId });
    return { id: `${roomId}/${memberId}`, state: { ...parent, memberId, role: "Member" } };
  };
  const fail = (
    error: "AccessDeniedException" | "ServiceFailureException",
    times: number | "always",
  ): void => {
    room.chime.faults.inject({ operation: "GetAccount", kind: "error", error, times });
  };

  it("forgets nobody with the credentials of another AWS account, and the error says so", async () => {
    await given({ env: AS_STRANGER });
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
    assert.deepEqual(calls(room.chime), { DeleteRoomMembership: 1, GetAccount: 1 });
  });

  it("asks for the account once, however many members it is about", async () => {
    await given({ env: AS_STRANGER });
    const many = Array.from({ length: 20 }, () => member());
    const deletes = await Promise.allSettled(many.map(({ id, state }) => host.delete(id, state)));
    assert.ok(deletes.every(({ status }) => status === "rejected"));
    await assert.rejects(host.delete(many[0]!.id, many[0]!.state), NOT_VISIBLE);
    assert.equal(room.members().length, 20);
    assert.deepEqual(calls(room.chime), { DeleteRoomMembership: 21, GetAccount: 1 });
  });

  it("keeps a room, a membership and a roster in the state, on delete and on refresh", async () => {
    await given({ env: AS_STRANGER });
    const { id, state } = member();
    const roster = { ...parent, members: { [String(state["memberId"])]: "Member" } };
    const all: [ResourceKind, string, Properties][] = [
      ["RoomMembership", id, state],
      ["RoomRoster", roomId, roster],
      ["Room", roomId, { ...parent, name: "Launch" }],
    ];
    for (const [kind, of, properties] of all) {
      const one = host.withKind(kind);
      await assert.rejects(one.read(of, properties), NOT_VISIBLE, `read of ${kind}`);
      await assert.rejects(one.delete(of, properties), NOT_VISIBLE, `delete of ${kind}`);
    }
    assert.equal(room.members().length, 1);
    assert.equal(calls(room.chime)["GetAccount"], 1);
  });

  it("forgets nobody at another endpoint, which does not know the account", async () => {
    const elsewhere = await startEmulator({ credentials: [OWNER] });
    try {
      await given({ config: { "chime:endpoint": elsewhere.url } });
      const { id, state } = member();
      await assert.rejects(host.delete(id, state), NOT_VISIBLE);
      await assert.rejects(host.read(id, state), NOT_VISIBLE);
      assert.deepEqual(calls(elsewhere), {
        DeleteRoomMembership: 1,
        GetAccount: 1,
        ListRoomMemberships: 1,
      });
    } finally {
      await elsewhere.stop();
    }
  });

  it("means gone where the account is visible, which is asked for once", async () => {
    await given();
    const gone = [member(false), member(false)];
    for (const { id, state } of gone) await host.delete(id, state);
    room.chime.state.removeRoom(parent);
    const { id, state } = gone[0]!;
    assert.equal((await host.read(id, state)).id, "");
    const asRoom = host.withKind("Room");
    assert.equal((await asRoom.read(roomId, { ...parent, name: "Launch" })).id, "");
    await asRoom.delete(roomId, { ...parent, name: "Launch" });
    const asRoster = host.withKind("RoomRoster");
    const roster = { ...parent, members: { [String(state["memberId"])]: "Member" } };
    assert.equal((await asRoster.read(roomId, roster)).id, "");
    await asRoster.delete(roomId, roster);
    assert.equal(calls(room.chime)["GetAccount"], 1);
  });

  it("means gone without a question after anything that succeeded in the account", async () => {
    await given();
    const [there, gone] = [member(), member(false)];
    await host.delete(there.id, there.state);
    await host.delete(gone.id, gone.state);
    assert.deepEqual(calls(room.chime), { DeleteRoomMembership: 2 });
  });

  it("fails where the question is refused, and names the permission that is missing", async () => {
    await given();
    fail("AccessDeniedException", "always");
    const gone = [member(false), member(false)];
    for (const { id, state } of gone)
      await assert.rejects(
        host.delete(id, state),
        /could not be checked .*AccessDeniedException .*to GetAccount.* IAM permission chime:GetAccount.*stays in/s,
      );
    assert.equal(calls(room.chime)["GetAccount"], 1);
  });

  it("is asked about again where the question failed for a passing reason", async () => {
    await given();
    fail("ServiceFailureException", 1);
    const { id, state } = member(false);
    await assert.rejects(host.delete(id, state), /ServiceFailureException.*to GetAccount/s);
    await host.delete(id, state);
    assert.equal(calls(room.chime)["GetAccount"], 2);
  });
});

describe("A 404 about something in an app instance", function () {
  this.timeout(60_000);

  let host: Host;
  let close: () => Promise<void>;
  afterEach(async () => {
    await host.stop();
    await close();
  });

  const options: EmulatorOptions = { roles: [{ arn: ROLE }], missingResource: "notFound" };
  const start = async (chime: Emulator, kind: ResourceKind, config = {}): Promise<void> => {
    host = await Host.start({ chime, kind, config: { ...QUICK, ...config } });
  };
  const answer404 = (chime: Emulator, ...operations: OperationName[]): void => {
    for (const operation of operations)
      chime.faults.inject({ operation, kind: "error", error: "NotFoundException", times: "always" });
  };

  for (const [kind, open] of Object.entries(ENTITIES)) {
    it(`keeps a resource of the kind ${kind} with the credentials of another AWS account`, async () => {
      const scene = await open(options);
      close = () => scene.close();
      const { chime, operations, id, state } = scene;
      await start(chime, scene.kind, AS_ROLE);
      // The emulator answers 403 to a bearer that it cannot see.
      if (kind === "Channel")
        answer404(chime, operations.remove as OperationName, operations.read as OperationName);
      await assert.rejects(host.delete(id, state), NOT_VISIBLE);
      await assert.rejects(host.read(id, state), NOT_VISIBLE);
      assert.ok(scene.names().includes("Old"));
      assert.equal(calls(chime)["ListAppInstances"], 1);
    });
  }

  it("keeps memberships and rosters with the credentials of another AWS account, and asks once", async () => {
    const scene = await SCENES["channels"]!(options);
    close = () => scene.close();
    const { chime } = scene;
    await start(chime, "ChannelMembership", AS_ROLE);
    answer404(chime, "DeleteChannelMembership", "DescribeChannelMembership", "ListChannelMemberships");
    const members = Array.from({ length: 10 }, () => scene.newMember());
    for (const memberArn of members) scene.add(memberArn);
    const states = members.map((memberArn) => ({ id: scene.id(memberArn), state: scene.inputs(memberArn) }));
    const deletes = await Promise.allSettled(states.map(({ id, state }) => host.delete(id, state)));
    assert.ok(deletes.every(({ status }) => status === "rejected"));
    const [one] = states;
    await assert.rejects(host.read(one!.id, one!.state), NOT_VISIBLE);
    const asRoster = host.withKind("ChannelRoster");
    const roster = scene.roster(Object.fromEntries(members.map((memberArn) => [memberArn, "DEFAULT"])));
    await assert.rejects(asRoster.read(scene.parentId, roster), NOT_VISIBLE);
    await assert.rejects(asRoster.delete(scene.parentId, roster), NOT_VISIBLE);
    assert.equal(Object.keys(scene.members()).length, 10);
    assert.equal(calls(chime)["ListAppInstances"], 1);
  });

  it("means gone where an app instance of the AWS account and region is visible, which is asked for once", async () => {
    const scene = await SCENES["channels"]!(options);
    close = () => scene.close();
    await start(scene.chime, "ChannelMembership");
    for (const memberArn of [scene.newMember(), scene.newMember()]) {
      await host.delete(scene.id(memberArn), scene.inputs(memberArn));
      assert.equal((await host.read(scene.id(memberArn), scene.inputs(memberArn))).id, "");
    }
    assert.deepEqual(calls(scene.chime), {
      DeleteChannelMembership: 2,
      DescribeChannelMembership: 2,
      ListAppInstances: 1,
    });
  });

  it("means gone without a question after anything that succeeded in the app instance", async () => {
    const scene = await SCENES["channels"]!(options);
    close = () => scene.close();
    await start(scene.chime, "ChannelMembership");
    const [there, gone] = [scene.newMember(), scene.newMember()];
    scene.add(there);
    for (const memberArn of [there, gone]) await host.delete(scene.id(memberArn), scene.inputs(memberArn));
    assert.deepEqual(calls(scene.chime), { DeleteChannelMembership: 2 });
  });

  it("means gone where this process has deleted the last app instance itself", async () => {
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
    assert.equal(calls(chime)["ListAppInstances"], undefined);
  });

  it("fails where the question is refused, and names the permission that is missing", async () => {
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
    assert.equal(calls(scene.chime)["ListAppInstances"], 1);
  });
});
