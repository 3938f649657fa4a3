import type { Emulator, EmulatorOptions } from "../../emulator";
import { webIdentityToken } from "../unit/emulator/webIdentityToken";

/** A value of an SDK's input, as it is before the SDK writes it. */
export type Input = Readonly<Record<string, unknown>>;

/** An operation called rightly. */
export interface Sample {
  /** Brings about what the call needs, before it. */
  readonly prepare?: (chime: Emulator) => void;
  /** What it is called with: every member that can be given at once. */
  readonly input: Input;
  /** One more item for a list of the input, by the list's name: valid, and unlike all others. */
  readonly items?: Readonly<Record<string, (index: number) => unknown>>;
  /** Members that no valid call to the emulator has, and why. They are tested only for what is refused. */
  readonly without?: Readonly<Record<string, string>>;
  /** What `journal.calls` says of the call: whether it changes anything. */
  readonly writes: boolean;
}

const ROLE = "arn:aws:iam::444455556666:role/chime-admin";
const account = { AccountId: "account-1" };
const room = { ...account, RoomId: "room-1" };
const pages = { MaxResults: 10 };
const noToken = { NextToken: "only the emulator makes them" };

const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/instance-1";
const CHANNEL = `${INSTANCE}/channel/channel-1`;
const user = (index: number): string => `${INSTANCE}/user/user-${index}`;
const instance = { AppInstanceArn: INSTANCE };
const channel = { ChannelArn: CHANNEL, ChimeBearer: user(0) };
const tags = { Tags: [{ Key: "team", Value: "red" }] };
const moreTags = { Tags: (index: number) => ({ Key: `tag-${index}`, Value: "v" }) };
const noSubChannel = { SubChannelId: "the emulator has no elastic channels" };

/** Every operation that the emulator has, by service. */
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
    DeleteRoomMembership: { prepare: withMember, input: { ...room, MemberId: "user-1" }, writes: true },
    GetAccount: { input: account, writes: false },
    GetRoom: { input: room, writes: false },
    GetUser: { input: { ...account, UserId: "user-1" }, writes: false },
    ListRoomMemberships: {
      prepare: withMember,
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
      prepare: withMember,
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
      prepare: withChannel,
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
    DeleteAppInstance: { prepare: withChannel, input: instance, writes: true },
    DeleteAppInstanceUser: { prepare: withChannel, input: { AppInstanceUserArn: user(1) }, writes: true },
    DescribeAppInstance: { prepare: withChannel, input: instance, writes: false },
    DescribeAppInstanceUser: { prepare: withChannel, input: { AppInstanceUserArn: user(1) }, writes: false },
    ListAppInstanceUsers: {
      prepare: withChannel,
      input: { ...instance, ...pages },
      without: noToken,
      writes: false,
    },
    ListAppInstances: { prepare: withChannel, input: pages, without: noToken, writes: false },
    UpdateAppInstance: {
      prepare: withChannel,
      input: { ...instance, Name: "Other name", Metadata: "{}" },
      writes: true,
    },
    UpdateAppInstanceUser: {
      prepare: withChannel,
      input: { AppInstanceUserArn: user(1), Name: "Other name", Metadata: "{}" },
      writes: true,
    },
  },
  messaging: {
    BatchCreateChannelMembership: {
      prepare: withChannel,
      input: { ...channel, Type: "DEFAULT", MemberArns: [user(1)] },
      items: { MemberArns: user },
      without: noSubChannel,
      writes: true,
    },
    CreateChannel: {
      prepare: withChannel,
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
      prepare: withChannel,
      input: { ...channel, MemberArn: user(1), Type: "DEFAULT" },
      without: noSubChannel,
      writes: true,
    },
    DeleteChannel: { prepare: withChannel, input: channel, writes: true },
    DeleteChannelMembership: {
      prepare: withChannelMember,
      input: { ...channel, MemberArn: user(1) },
      without: noSubChannel,
      writes: true,
    },
    DescribeChannel: { prepare: withChannel, input: channel, writes: false },
    DescribeChannelMembership: {
      prepare: withChannelMember,
      input: { ...channel, MemberArn: user(1) },
      without: noSubChannel,
      writes: false,
    },
    ListChannelMemberships: {
      prepare: withChannelMember,
      input: { ...channel, Type: "DEFAULT", ...pages },
      without: { ...noToken, ...noSubChannel },
      writes: false,
    },
    ListChannels: {
      prepare: withChannel,
      input: { ...instance, Privacy: "PUBLIC", ...pages, ChimeBearer: user(0) },
      without: noToken,
      writes: false,
    },
    UpdateChannel: {
      prepare: withChannel,
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

/** An emulator in which every sample succeeds. */
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

function withMember(chime: Emulator): void {
  chime.state.addMember({ accountId: "account-1", roomId: "room-1", memberId: "user-1" });
}

/** An app instance whose first user may do everything, and a channel with nobody in it. */
function withChannel({ state }: Emulator): void {
  const appInstanceArn = state.addAppInstance({ appInstanceId: "instance-1", name: "Instance" });
  for (let index = 0; index <= 100; index += 1) {
    state.addAppInstanceUser({ appInstanceArn, userId: `user-${index}`, name: `User ${index}` });
  }
  state.addAppInstanceAdmin({ adminArn: user(0) });
  state.addChannel({ appInstanceArn, channelId: "channel-1", name: "Channel" });
}

function withChannelMember(chime: Emulator): void {
  withChannel(chime);
  chime.state.addChannelMember({ channelArn: CHANNEL, memberArn: user(1) });
}
