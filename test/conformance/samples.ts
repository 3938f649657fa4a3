import type { Emulator, EmulatorOptions } from "../../emulator";
import { webIdentityToken } from "../unit/emulator/webIdentityToken";

/** The input of an SDK command, before serialization. */
export type Input = Readonly<Record<string, unknown>>;

/** A valid call of an operation. */
export interface Sample {
  /** Creates what the call needs. */
  readonly prepare?: (chime: Emulator) => void;
  /** The input, with every member that can be set at the same time. */
  readonly input: Input;
  /** Generates distinct valid items, for each list of the input. */
  readonly items?: Readonly<Record<string, (index: number) => unknown>>;
  /** Members that have no valid value in the emulator, with the reason. They are tested only with invalid values. */
  readonly without?: Readonly<Record<string, string>>;
  /** The expected value of `written` in the journal: whether the call changes anything. */
  readonly writes: boolean;
}

const ROLE = "arn:aws:iam::444455556666:role/chime-admin";
const account = { AccountId: "account-1" };
const room = { ...account, RoomId: "room-1" };
const pages = { MaxResults: 10 };
const noToken = { NextToken: "only the emulator can generate one" };

const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/instance-1";
const CHANNEL = `${INSTANCE}/channel/channel-1`;
const user = (index: number): string => `${INSTANCE}/user/user-${index}`;
const instance = { AppInstanceArn: INSTANCE };
const channel = { ChannelArn: CHANNEL, ChimeBearer: user(0) };
const tags = { Tags: [{ Key: "team", Value: "red" }] };
const moreTags = { Tags: (index: number) => ({ Key: `tag-${index}`, Value: "v" }) };
const noSubChannel = { SubChannelId: "the emulator has no elastic channels" };

/** A sample of every operation of the emulator, by service. */
export const SAMPLES: Readonly<Record<string, Readonly<Record<string, Sample>>>> = {
  chime: {
    BatchCreateRoomMembership: {
      input: { ...room, MembershipItemList: [{ MemberId: "user-1", Role: "Administrator" }] },
      items: { MembershipItemList: (index) => ({ MemberId: `user-${index}`, Role: "Member" }) },
      writes: true,
    },
    CreateRoom: { input: { ...account, Name: "Room", ClientRequestToken: "token-1" }, writes: true },
    CreateRoomMembership: { input: { ...room, MemberId: "user-1", Role: "Administrator" }, writes: true },
    DeleteRoom: { input: room, writes: true },
    DeleteRoomMembership: { prepare: addMember, input: { ...room, MemberId: "user-1" }, writes: true },
    GetAccount: { input: account, writes: false },
    GetRoom: { input: room, writes: false },
    GetUser: { input: { ...account, UserId: "user-1" }, writes: false },
    ListRoomMemberships: {
      prepare: addMember,
      input: { ...room, ...pages },
      without: noToken,
      writes: false,
    },
    ListRooms: { input: { ...account, MemberId: "user-1", ...pages }, without: noToken, writes: false },
    ListUsers: {
      input: { ...account, UserEmail: "user-1@example.com", UserType: "PrivateUser", ...pages },
      without: noToken,
      writes: false,
    },
    UpdateRoom: { input: { ...room, Name: "New name" }, writes: true },
    UpdateRoomMembership: {
      prepare: addMember,
      input: { ...room, MemberId: "user-1", Role: "Administrator" },
      writes: true,
    },
  },
  identity: {
    CreateAppInstance: {
      input: { Name: "Instance", Metadata: "{}", ClientRequestToken: "token-1", ...tags },
      items: moreTags,
      writes: true,
    },
    CreateAppInstanceUser: {
      prepare: addChannel,
      input: {
        ...instance,
        AppInstanceUserId: "new-user",
        Name: "New user",
        Metadata: "{}",
        ClientRequestToken: "token-1",
        ...tags,
        ExpirationSettings: { ExpirationDays: 30, ExpirationCriterion: "CREATED_TIMESTAMP" },
      },
      items: moreTags,
      writes: true,
    },
    DeleteAppInstance: { prepare: addChannel, input: instance, writes: true },
    DeleteAppInstanceUser: { prepare: addChannel, input: { AppInstanceUserArn: user(1) }, writes: true },
    DescribeAppInstance: { prepare: addChannel, input: instance, writes: false },
    DescribeAppInstanceUser: { prepare: addChannel, input: { AppInstanceUserArn: user(1) }, writes: false },
    ListAppInstanceUsers: {
      prepare: addChannel,
      input: { ...instance, ...pages },
      without: noToken,
      writes: false,
    },
    ListAppInstances: { prepare: addChannel, input: pages, without: noToken, writes: false },
    UpdateAppInstance: {
      prepare: addChannel,
      input: { ...instance, Name: "Other name", Metadata: "{}" },
      writes: true,
    },
    UpdateAppInstanceUser: {
      prepare: addChannel,
      input: { AppInstanceUserArn: user(1), Name: "Other name", Metadata: "{}" },
      writes: true,
    },
  },
  messaging: {
    BatchCreateChannelMembership: {
      prepare: addChannel,
      input: { ...channel, Type: "DEFAULT", MemberArns: [user(1)] },
      items: { MemberArns: user },
      without: noSubChannel,
      writes: true,
    },
    CreateChannel: {
      prepare: addChannel,
      input: {
        ...instance,
        Name: "New channel",
        Mode: "RESTRICTED",
        Privacy: "PRIVATE",
        Metadata: "{}",
        ClientRequestToken: "token-1",
        ...tags,
        ChimeBearer: user(0),
        ChannelId: "new-channel",
        MemberArns: [user(1)],
        ModeratorArns: [user(2)],
        ExpirationSettings: { ExpirationDays: 30, ExpirationCriterion: "CREATED_TIMESTAMP" },
      },
      items: { ...moreTags, MemberArns: user, ModeratorArns: user },
      without: { ElasticChannelConfiguration: "the emulator has no elastic channels" },
      writes: true,
    },
    CreateChannelMembership: {
      prepare: addChannel,
      input: { ...channel, MemberArn: user(1), Type: "DEFAULT" },
      without: noSubChannel,
      writes: true,
    },
    DeleteChannel: { prepare: addChannel, input: channel, writes: true },
    DeleteChannelMembership: {
      prepare: addChannelMember,
      input: { ...channel, MemberArn: user(1) },
      without: noSubChannel,
      writes: true,
    },
    DescribeChannel: { prepare: addChannel, input: channel, writes: false },
    DescribeChannelMembership: {
      prepare: addChannelMember,
      input: { ...channel, MemberArn: user(1) },
      without: noSubChannel,
      writes: false,
    },
    ListChannelMemberships: {
      prepare: addChannelMember,
      input: { ...channel, Type: "DEFAULT", ...pages },
      without: { ...noToken, ...noSubChannel },
      writes: false,
    },
    ListChannelModerators: {
      prepare: addChannel,
      input: { ...channel, ...pages },
      without: noToken,
      writes: false,
    },
    ListChannels: {
      prepare: addChannel,
      input: { ...instance, Privacy: "PUBLIC", ...pages, ChimeBearer: user(0) },
      without: noToken,
      writes: false,
    },
    UpdateChannel: {
      prepare: addChannel,
      input: { ...channel, Name: "Other name", Mode: "RESTRICTED", Metadata: "{}" },
      writes: true,
    },
  },
  sts: {
    AssumeRole: {
      input: {
        RoleArn: ROLE,
        RoleSessionName: "session",
        PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
        Policy: "{}",
        DurationSeconds: 900,
        Tags: [{ Key: "team", Value: "red" }],
        TransitiveTagKeys: ["team"],
        ExternalId: "external",
        SerialNumber: "arn:aws:iam::444455556666:mfa/ana",
        TokenCode: "123456",
        SourceIdentity: "ana",
        ProvidedContexts: [
          { ProviderArn: "arn:aws:iam::aws:contextProvider/x", ContextAssertion: "assertion" },
        ],
        MinimumSessionTokenSize: 0,
      },
      items: {
        Tags: (index) => ({ Key: `tag-${index}`, Value: "" }),
        TransitiveTagKeys: (index) => `tag-${index}`,
        ProvidedContexts: (index) => ({
          ProviderArn: `arn:aws:iam::aws:contextProvider/${index}`,
          ContextAssertion: "assertion",
        }),
      },
      writes: false,
    },
    AssumeRoleWithWebIdentity: {
      input: {
        RoleArn: ROLE,
        RoleSessionName: "session",
        WebIdentityToken: webIdentityToken({}),
        ProviderId: "www.amazon.com",
        PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
        Policy: "{}",
        DurationSeconds: 900,
      },
      writes: false,
    },
    GetCallerIdentity: { input: {}, writes: false },
  },
};

/** The options of an emulator in which every sample succeeds. */
export const OPTIONS: EmulatorOptions = {
  roles: [{ arn: ROLE, maxSessionDuration: 43_200 }],
  seed: {
    accounts: [
      {
        accountId: "account-1",
        users: Array.from({ length: 60 }, (_, index) => ({
          userId: `user-${index}`,
          email: `user-${index}@example.com`,
        })),
        rooms: [{ roomId: "room-1", members: [{ memberId: "user-59", role: "Administrator" }] }],
      },
    ],
  },
};

function addMember(chime: Emulator): void {
  chime.state.addMember({ accountId: "account-1", roomId: "room-1", memberId: "user-1" });
}

/** Adds an app instance with users, the first of which is an administrator, and a channel without members. */
function addChannel({ state }: Emulator): void {
  const appInstanceArn = state.addAppInstance({ appInstanceId: "instance-1", name: "Instance" });
  for (let index = 0; index <= 100; index += 1) {
    state.addAppInstanceUser({ appInstanceArn, userId: `user-${index}`, name: `User ${index}` });
  }
  state.addAppInstanceAdmin({ adminArn: user(0) });
  state.addChannel({ appInstanceArn, channelId: "channel-1", name: "Channel" });
}

function addChannelMember(chime: Emulator): void {
  addChannel(chime);
  chime.state.addChannelMember({ channelArn: CHANNEL, memberArn: user(1) });
}
