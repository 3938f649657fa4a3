import {
  AssociateChannelFlowCommand,
  BatchCreateChannelMembershipCommand,
  CreateChannelBanCommand,
  CreateChannelCommand,
  CreateChannelMembershipCommand,
  CreateChannelModeratorCommand,
  DeleteChannelBanCommand,
  DeleteChannelCommand,
  DeleteChannelMembershipCommand,
  DeleteChannelModeratorCommand,
  DescribeChannelBanCommand,
  DescribeChannelCommand,
  DescribeChannelMembershipCommand,
  DescribeChannelMembershipForAppInstanceUserCommand,
  DescribeChannelModeratedByAppInstanceUserCommand,
  DescribeChannelModeratorCommand,
  DisassociateChannelFlowCommand,
  ListChannelBansCommand,
  ListChannelMembershipsCommand,
  ListChannelMembershipsForAppInstanceUserCommand,
  ListChannelModeratorsCommand,
  ListChannelsCommand,
  ListChannelsModeratedByAppInstanceUserCommand,
  PutChannelExpirationSettingsCommand,
  UpdateChannelCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { MESSAGING_OPERATIONS } from "../../../emulator/model/operationNames";
import type { ChannelWorld } from "./channelWorld";
import type { RawRequest } from "./raw";

/** The operations of messaging that need no bearer. */
export const WITHOUT_BEARER = [
  "CreateChannelFlow",
  "DeleteChannelFlow",
  "DeleteMessagingStreamingConfigurations",
  "DescribeChannelFlow",
  "GetMessagingStreamingConfigurations",
  "ListChannelFlows",
  "ListChannelsAssociatedWithChannelFlow",
  "ListTagsForResource",
  "PutMessagingStreamingConfigurations",
  "TagResource",
  "UntagResource",
  "UpdateChannelFlow",
] as const;

/** The name of an operation of messaging that needs a bearer. */
export type MessagingOperation = Exclude<
  (typeof MESSAGING_OPERATIONS)[number],
  (typeof WITHOUT_BEARER)[number]
>;

/** A call that is valid except for its bearer. */
export interface MessagingCall {
  /** The HTTP request without its bearer. */
  readonly raw: (world: ChannelWorld) => RawRequest;
  /** The SDK command, which requires a bearer. */
  readonly call: (world: ChannelWorld, ChimeBearer: string) => Promise<unknown>;
}

/**
 * Every operation of messaging that needs a bearer. The member in a call is the third user, who is in the channel. The fourth is a moderator,
 * the fifth is banned, and the channel flow `flow-1` is associated with the channel.
 */
export const MESSAGING_CALLS: Record<MessagingOperation, MessagingCall> = {
  AssociateChannelFlow: {
    raw: (world) => ({
      method: "PUT",
      path: `${channelPath(world)}/channel-flow`,
      body: JSON.stringify({ ChannelFlowArn: flowOf(world) }),
    }),
    call: ({ messaging, channelArn: ChannelArn, ...world }, ChimeBearer) =>
      messaging.send(
        new AssociateChannelFlowCommand({ ChannelArn, ChimeBearer, ChannelFlowArn: flowOf(world) }),
      ),
  },
  BatchCreateChannelMembership: {
    raw: (world) => ({
      method: "POST",
      path: `${channelPath(world)}/memberships?operation=batch-create`,
      body: JSON.stringify({ MemberArns: [world.users[0]] }),
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(
        new BatchCreateChannelMembershipCommand({ ChannelArn, ChimeBearer, MemberArns: [users[0]] }),
      ),
  },
  CreateChannel: {
    raw: ({ appInstanceArn: AppInstanceArn }) => ({
      method: "POST",
      path: "/channels",
      body: JSON.stringify({ AppInstanceArn, Name: "New", ClientRequestToken: "token" }),
    }),
    call: ({ messaging, appInstanceArn: AppInstanceArn }, ChimeBearer) =>
      messaging.send(new CreateChannelCommand({ AppInstanceArn, ChimeBearer, Name: "New" })),
  },
  CreateChannelBan: {
    raw: (world) => ({
      method: "POST",
      path: `${channelPath(world)}/bans`,
      body: JSON.stringify({ MemberArn: world.users[2] }),
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(new CreateChannelBanCommand({ ChannelArn, ChimeBearer, MemberArn: users[2] })),
  },
  CreateChannelMembership: {
    raw: (world) => ({
      method: "POST",
      path: `${channelPath(world)}/memberships`,
      body: JSON.stringify({ MemberArn: world.users[0], Type: "DEFAULT" }),
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(
        new CreateChannelMembershipCommand({
          ChannelArn,
          ChimeBearer,
          MemberArn: users[0],
          Type: "DEFAULT",
        }),
      ),
  },
  CreateChannelModerator: {
    raw: (world) => ({
      method: "POST",
      path: `${channelPath(world)}/moderators`,
      body: JSON.stringify({ ChannelModeratorArn: world.users[2] }),
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(
        new CreateChannelModeratorCommand({ ChannelArn, ChimeBearer, ChannelModeratorArn: users[2] }),
      ),
  },
  DeleteChannel: {
    raw: (world) => ({ method: "DELETE", path: channelPath(world) }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new DeleteChannelCommand({ ChannelArn, ChimeBearer })),
  },
  DeleteChannelBan: {
    raw: (world) => ({
      method: "DELETE",
      path: `${channelPath(world)}/bans/${encodeURIComponent(world.users[4])}`,
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(new DeleteChannelBanCommand({ ChannelArn, ChimeBearer, MemberArn: users[4] })),
  },
  DeleteChannelMembership: {
    raw: (world) => ({ method: "DELETE", path: memberPath(world) }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(new DeleteChannelMembershipCommand({ ChannelArn, ChimeBearer, MemberArn: users[2] })),
  },
  DeleteChannelModerator: {
    raw: (world) => ({
      method: "DELETE",
      path: `${channelPath(world)}/moderators/${encodeURIComponent(world.users[3])}`,
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(
        new DeleteChannelModeratorCommand({ ChannelArn, ChimeBearer, ChannelModeratorArn: users[3] }),
      ),
  },
  DescribeChannel: {
    raw: (world) => ({ path: channelPath(world) }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new DescribeChannelCommand({ ChannelArn, ChimeBearer })),
  },
  DescribeChannelBan: {
    raw: (world) => ({ path: `${channelPath(world)}/bans/${encodeURIComponent(world.users[4])}` }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(new DescribeChannelBanCommand({ ChannelArn, ChimeBearer, MemberArn: users[4] })),
  },
  DescribeChannelMembership: {
    raw: (world) => ({ path: memberPath(world) }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(new DescribeChannelMembershipCommand({ ChannelArn, ChimeBearer, MemberArn: users[2] })),
  },
  DescribeChannelMembershipForAppInstanceUser: {
    raw: (world) => ({
      path: `${channelPath(world)}?scope=app-instance-user-membership&app-instance-user-arn=${encodeURIComponent(world.users[2])}`,
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(
        new DescribeChannelMembershipForAppInstanceUserCommand({
          ChannelArn,
          ChimeBearer,
          AppInstanceUserArn: users[2],
        }),
      ),
  },
  DescribeChannelModeratedByAppInstanceUser: {
    raw: (world) => ({
      path: `${channelPath(world)}?scope=app-instance-user-moderated-channel&app-instance-user-arn=${encodeURIComponent(world.users[3])}`,
    }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(
        new DescribeChannelModeratedByAppInstanceUserCommand({
          ChannelArn,
          ChimeBearer,
          AppInstanceUserArn: users[3],
        }),
      ),
  },
  DescribeChannelModerator: {
    raw: (world) => ({ path: `${channelPath(world)}/moderators/${encodeURIComponent(world.users[3])}` }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(
        new DescribeChannelModeratorCommand({ ChannelArn, ChimeBearer, ChannelModeratorArn: users[3] }),
      ),
  },
  DisassociateChannelFlow: {
    raw: (world) => ({
      method: "DELETE",
      path: `${channelPath(world)}/channel-flow/${encodeURIComponent(flowOf(world))}`,
    }),
    call: ({ messaging, channelArn: ChannelArn, ...world }, ChimeBearer) =>
      messaging.send(
        new DisassociateChannelFlowCommand({ ChannelArn, ChimeBearer, ChannelFlowArn: flowOf(world) }),
      ),
  },
  ListChannelBans: {
    raw: (world) => ({ path: `${channelPath(world)}/bans` }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new ListChannelBansCommand({ ChannelArn, ChimeBearer })),
  },
  ListChannelMemberships: {
    raw: (world) => ({ path: `${channelPath(world)}/memberships` }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new ListChannelMembershipsCommand({ ChannelArn, ChimeBearer })),
  },
  ListChannelMembershipsForAppInstanceUser: {
    raw: (world) => ({
      path: `/channels?scope=app-instance-user-memberships&app-instance-user-arn=${encodeURIComponent(world.users[2])}`,
    }),
    call: ({ messaging, users }, ChimeBearer) =>
      messaging.send(
        new ListChannelMembershipsForAppInstanceUserCommand({ ChimeBearer, AppInstanceUserArn: users[2] }),
      ),
  },
  ListChannelModerators: {
    raw: (world) => ({ path: `${channelPath(world)}/moderators` }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new ListChannelModeratorsCommand({ ChannelArn, ChimeBearer })),
  },
  ListChannels: {
    raw: ({ appInstanceArn }) => ({
      path: `/channels?app-instance-arn=${encodeURIComponent(appInstanceArn)}`,
    }),
    call: ({ messaging, appInstanceArn: AppInstanceArn }, ChimeBearer) =>
      messaging.send(new ListChannelsCommand({ AppInstanceArn, ChimeBearer })),
  },
  ListChannelsModeratedByAppInstanceUser: {
    raw: (world) => ({
      path: `/channels?scope=app-instance-user-moderated-channels&app-instance-user-arn=${encodeURIComponent(world.users[3])}`,
    }),
    call: ({ messaging, users }, ChimeBearer) =>
      messaging.send(
        new ListChannelsModeratedByAppInstanceUserCommand({ ChimeBearer, AppInstanceUserArn: users[3] }),
      ),
  },
  PutChannelExpirationSettings: {
    raw: (world) => ({ method: "PUT", path: `${channelPath(world)}/expiration-settings`, body: "{}" }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new PutChannelExpirationSettingsCommand({ ChannelArn, ChimeBearer })),
  },
  UpdateChannel: {
    raw: (world) => ({ method: "PUT", path: channelPath(world), body: '{"Name":"New"}' }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new UpdateChannelCommand({ ChannelArn, ChimeBearer, Name: "New" })),
  },
};

/** The channel flow that is associated with the channel. */
function flowOf({ appInstanceArn }: Pick<ChannelWorld, "appInstanceArn">): string {
  return `${appInstanceArn}/channel-flow/flow-1`;
}

function channelPath({ channelArn }: ChannelWorld): string {
  return `/channels/${encodeURIComponent(channelArn)}`;
}

function memberPath(world: ChannelWorld): string {
  return `${channelPath(world)}/memberships/${encodeURIComponent(world.users[2])}`;
}
