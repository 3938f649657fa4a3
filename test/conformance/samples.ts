import type { Emulator, EmulatorOptions } from "../../emulator";
import { webIdentityToken } from "../unit/emulator/webIdentityToken";
import { IDENTITY_SAMPLES } from "./identitySamples";
import { MESSAGING_SAMPLES } from "./messagingSamples";
import type { Sample } from "./sample";
import { noToken, pages } from "./sampleWorld";

const ROLE = "arn:aws:iam::444455556666:role/chime-admin";
const account = { AccountId: "account-1" };
const room = { ...account, RoomId: "room-1" };

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
  identity: IDENTITY_SAMPLES,
  messaging: MESSAGING_SAMPLES,
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
  missingStreaming: "emptyList",
  quotas: { processorsPerChannelFlow: 3 },
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
