import assert from "node:assert/strict";
import {
  CreateAppInstanceUserCommand,
  DeleteAppInstanceUserCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  BatchCreateChannelMembershipCommand,
  CreateChannelCommand,
  CreateChannelMembershipCommand,
  ListChannelMembershipsCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest } from "./channelWorld";
import { sendSigned } from "./raw";

describe("the journal of calls to messaging and identity", () => {
  const world = channelWorldPerTest();

  /** The newest call, without what every call has. */
  function last(): object {
    const { chime } = world();
    const call = chime.journal.calls().at(-1)!;
    const {
      sequence,
      time,
      requestId,
      attempt,
      invocationId,
      faults,
      ended,
      accessKeyId,
      durationMs,
      ...rest
    } = call;
    assert.ok(
      durationMs! >= 0 &&
        sequence &&
        time &&
        requestId &&
        ended &&
        faults.length === 0 &&
        attempt &&
        invocationId,
    );
    assert.equal(accessKeyId, chime.credentials.accessKeyId);
    return rest;
  }

  it("has region, bearer, channel, member and type", async () => {
    const { messaging, channel, channelArn, appInstanceArn, admin, users } = world();
    const member = { MemberArn: users[0], Type: "HIDDEN" } as const;
    await messaging.send(new CreateChannelMembershipCommand({ ...channel, ...member }));
    assert.deepEqual(last(), {
      operation: "CreateChannelMembership",
      region: "us-east-1",
      bearer: admin,
      appInstanceArn,
      channelArn,
      memberArn: users[0],
      type: "HIDDEN",
      written: true,
      status: 201,
    });
    await messaging.send(new ListChannelMembershipsCommand({ ...channel, Type: "HIDDEN" }));
    assert.deepEqual(last(), {
      operation: "ListChannelMemberships",
      region: "us-east-1",
      bearer: admin,
      appInstanceArn,
      channelArn,
      type: "HIDDEN",
      written: false,
      status: 200,
    });
  });

  it("has all members of a batch, and those that failed", async () => {
    const { messaging, channel, channelArn, appInstanceArn, admin, users } = world();
    const MemberArns = [users[0], users[0]];
    await messaging.send(new BatchCreateChannelMembershipCommand({ ...channel, MemberArns }));
    assert.deepEqual(last(), {
      operation: "BatchCreateChannelMembership",
      region: "us-east-1",
      bearer: admin,
      appInstanceArn,
      channelArn,
      memberArns: MemberArns,
      memberErrors: [{ memberId: users[0], errorCode: "Conflict" }],
      written: true,
      status: 200,
    });
  });

  it("has the app instance of a new channel, its ARN if the caller chooses the id, and no name", async () => {
    const { messaging, appInstanceArn: AppInstanceArn, admin } = world();
    const channel = { AppInstanceArn, ChimeBearer: admin, Name: "Confidential" };
    const facts = {
      operation: "CreateChannel",
      region: "us-east-1",
      bearer: admin,
      appInstanceArn: AppInstanceArn,
      written: true,
      status: 201,
    };
    await messaging.send(new CreateChannelCommand(channel));
    assert.deepEqual(last(), facts);
    const { ChannelArn } = await messaging.send(new CreateChannelCommand({ ...channel, ChannelId: "new" }));
    assert.deepEqual(last(), { ...facts, channelArn: ChannelArn });
  });

  it("has the user in a call", async () => {
    const { identity, appInstanceArn: AppInstanceArn } = world();
    const user = { AppInstanceArn, AppInstanceUserId: "new", Name: "New" };
    const { AppInstanceUserArn } = await identity.send(new CreateAppInstanceUserCommand(user));
    const facts = {
      region: "us-east-1",
      appInstanceArn: AppInstanceArn,
      memberArn: AppInstanceUserArn,
      written: true,
    };
    assert.deepEqual(last(), { operation: "CreateAppInstanceUser", ...facts, status: 201 });
    await identity.send(new DeleteAppInstanceUserCommand({ AppInstanceUserArn }));
    assert.deepEqual(last(), { operation: "DeleteAppInstanceUser", ...facts, status: 204 });
  });

  it("has the known properties of a call that is refused", async () => {
    const { chime, channelArn } = world();
    const path = `/channels/${encodeURIComponent(channelArn)}/memberships?operation=batch-create`;
    const body = JSON.stringify({ MemberArns: ["one", 2, null], Type: "Something" });
    const headers = { "x-amz-chime-bearer": "somebody" };
    await sendSigned(chime, { method: "POST", path, body, headers });
    const { bearer, memberArns, type, error, written } = chime.journal.calls()[0]!;
    assert.deepEqual(
      [bearer, memberArns, type, error, written],
      ["somebody", ["one"], "Something", "BadRequestException", false],
    );
  });

  it("redacts an ARN with an email address", async () => {
    const { chime, messaging, channel, appInstanceArn } = world();
    const MemberArn = chime.state.addAppInstanceUser({ appInstanceArn, userId: "ada@example.com" });
    const member = { MemberArn, Type: "DEFAULT" } as const;
    await messaging.send(new CreateChannelMembershipCommand({ ...channel, ...member }));
    assert.doesNotMatch(JSON.stringify(chime.journal.calls()), /ada@/);
  });
});
