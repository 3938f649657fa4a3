import type { Emulator, EmulatorOptions } from "../../emulator";

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
  /** Members that a valid call cannot have, and why. They are tested only for what is refused. */
  readonly without?: Readonly<Record<string, string>>;
  /** What `journal.calls` says of the call: whether it changes anything. */
  readonly writes: boolean;
}

const ROLE = "arn:aws:iam::444455556666:role/chime-admin";
const account = { AccountId: "account-1" };
const room = { ...account, RoomId: "room-1" };
const pages = { MaxResults: 10 };
const noToken = { NextToken: "only the emulator makes them" };

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
    GetCallerIdentity: { input: {}, writes: false },
  },
};

/** An emulator in which every sample succeeds. */
export const OPTIONS: EmulatorOptions = {
  roles: [{ arn: ROLE }],
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
