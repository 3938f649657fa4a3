import assert from "node:assert/strict";
import {
  ChimeSDKIdentityClient,
  CreateAppInstanceCommand,
  CreateAppInstanceUserCommand,
  DeleteAppInstanceCommand,
  DeleteAppInstanceUserCommand,
  DescribeAppInstanceCommand,
  DescribeAppInstanceUserCommand,
  ListAppInstancesCommand,
  ListAppInstanceUsersCommand,
  UpdateAppInstanceCommand,
  UpdateAppInstanceUserCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  BatchCreateChannelMembershipCommand,
  ChimeSDKMessagingClient,
  CreateChannelCommand,
  CreateChannelMembershipCommand,
  DeleteChannelCommand,
  DeleteChannelMembershipCommand,
  DescribeChannelCommand,
  DescribeChannelMembershipCommand,
  ListChannelMembershipsCommand,
  ListChannelsCommand,
  UpdateChannelCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { startEmulator } from "../../../emulator";
import { setEnvironment } from "../../support/processEnvironment";

describe("the life of a channel", () => {
  it("uses every operation on app instances, users, channels and their members with the SDK", async () => {
    const chime = await startEmulator();
    const restoreEnvironment = setEnvironment(chime.env);
    const identity = new ChimeSDKIdentityClient({ region: "eu-central-1", maxAttempts: 1 });
    const messaging = new ChimeSDKMessagingClient({ region: "eu-central-1", maxAttempts: 1 });
    try {
      const { AppInstanceArn } = await identity.send(new CreateAppInstanceCommand({ Name: "App" }));
      assert.match(AppInstanceArn!, /^arn:aws:chime:eu-central-1:111122223333:app-instance\/[0-9a-f-]{36}$/);
      const user = async (id: string): Promise<string> => {
        const made = await identity.send(
          new CreateAppInstanceUserCommand({ AppInstanceArn, AppInstanceUserId: id, Name: `User ${id}` }),
        );
        return made.AppInstanceUserArn!;
      };
      const [a, b, c] = [await user("a"), await user("b"), await user("c")];
      assert.equal(a, `${AppInstanceArn!}/user/a`);
      await identity.send(new UpdateAppInstanceCommand({ AppInstanceArn, Name: "New name", Metadata: "{}" }));
      const { AppInstance } = await identity.send(new DescribeAppInstanceCommand({ AppInstanceArn }));
      assert.deepEqual([AppInstance!.Name, AppInstance!.Metadata], ["New name", "{}"]);
      assert.ok(AppInstance!.CreatedTimestamp instanceof Date);
      const { AppInstances } = await identity.send(new ListAppInstancesCommand({}));
      assert.deepEqual(AppInstances, [{ AppInstanceArn, Name: "New name", Metadata: "{}" }]);
      await identity.send(
        new UpdateAppInstanceUserCommand({ AppInstanceUserArn: a, Name: "Ada", Metadata: "" }),
      );
      const { AppInstanceUser } = await identity.send(
        new DescribeAppInstanceUserCommand({ AppInstanceUserArn: a }),
      );
      assert.deepEqual([AppInstanceUser!.Name, AppInstanceUser!.Metadata], ["Ada", ""]);
      const { AppInstanceUsers } = await identity.send(
        new ListAppInstanceUsersCommand({ AppInstanceArn, MaxResults: 2 }),
      );
      assert.deepEqual(
        AppInstanceUsers!.map((one) => one.AppInstanceUserArn),
        [a, b],
      );

      const bearer = { ChimeBearer: a };
      const { ChannelArn } = await messaging.send(
        new CreateChannelCommand({ AppInstanceArn, Name: "Launch", ...bearer }),
      );
      assert.match(ChannelArn!, /^arn:aws:chime:eu-central-1:111122223333:app-instance\/.+\/channel\/.+$/);
      const channel = { ChannelArn, ...bearer };
      await messaging.send(new UpdateChannelCommand({ ...channel, Name: "Launched", Mode: "RESTRICTED" }));
      const { Channel } = await messaging.send(new DescribeChannelCommand(channel));
      assert.deepEqual(
        [Channel!.Name, Channel!.Mode, Channel!.Privacy, Channel!.CreatedBy],
        ["Launched", "RESTRICTED", "PUBLIC", { Arn: a, Name: "Ada" }],
      );
      const { Channels } = await messaging.send(new ListChannelsCommand({ AppInstanceArn, ...bearer }));
      assert.deepEqual(
        Channels!.map((one) => one.ChannelArn),
        [ChannelArn],
      );
      const created = await messaging.send(
        new CreateChannelMembershipCommand({ ...channel, MemberArn: b, Type: "HIDDEN" }),
      );
      assert.deepEqual(
        [created.$metadata.httpStatusCode, created.ChannelArn, created.Member],
        [201, ChannelArn, { Arn: b, Name: "User b" }],
      );
      const batch = await messaging.send(
        new BatchCreateChannelMembershipCommand({ ...channel, MemberArns: [b, c], Type: "DEFAULT" }),
      );
      assert.deepEqual(batch.BatchChannelMemberships, {
        InvitedBy: { Arn: a, Name: "Ada" },
        Type: "DEFAULT",
        Members: [{ Arn: c, Name: "User c" }],
        ChannelArn,
      });
      assert.deepEqual(
        batch.Errors!.map(({ MemberArn, ErrorCode }) => [MemberArn, ErrorCode]),
        [[b, "Conflict"]],
      );
      const { ChannelMembership } = await messaging.send(
        new DescribeChannelMembershipCommand({ ...channel, MemberArn: b }),
      );
      assert.deepEqual(
        [ChannelMembership!.Type, ChannelMembership!.Member!.Arn, ChannelMembership!.InvitedBy!.Arn],
        ["HIDDEN", b, a],
      );
      const { ChannelMemberships } = await messaging.send(new ListChannelMembershipsCommand(channel));
      assert.deepEqual(
        ChannelMemberships!.map((one) => one.Member!.Arn),
        [a, c],
      );
      await messaging.send(new DeleteChannelMembershipCommand({ ...channel, MemberArn: b }));
      assert.deepEqual(chime.state.channelMembers(ChannelArn!), [
        { memberArn: a, type: "DEFAULT" },
        { memberArn: c, type: "DEFAULT" },
      ]);
      await messaging.send(new DeleteChannelCommand(channel));
      await identity.send(new DeleteAppInstanceUserCommand({ AppInstanceUserArn: c }));
      await identity.send(new DeleteAppInstanceCommand({ AppInstanceArn }));
      assert.deepEqual(chime.state.appInstances("eu-central-1"), []);
      assert.deepEqual(
        chime.journal.calls((call) => call.error !== undefined || call.region !== "eu-central-1"),
        [],
      );
    } finally {
      identity.destroy();
      messaging.destroy();
      restoreEnvironment();
      await chime.stop();
    }
  });
});
