import {
  BatchCreateChannelMembershipCommand,
  CreateChannelCommand,
  CreateChannelMembershipCommand,
  DeleteChannelCommand,
  DeleteChannelMembershipCommand,
  DescribeChannelCommand,
  DescribeChannelMembershipCommand,
  ListChannelMembershipsCommand,
  ListChannelModeratorsCommand,
  ListChannelsCommand,
  UpdateChannelCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { MESSAGING_OPERATIONS } from "../../../emulator/model/operationNames";
import type { ChannelWorld } from "./channelWorld";
import type { RawRequest } from "./raw";

/** The name of an operation of messaging. */
export type MessagingOperation = (typeof MESSAGING_OPERATIONS)[number];

/** A call that is valid except for its bearer. */
export interface MessagingCall {
  /** The HTTP request without its bearer. */
  readonly raw: (world: ChannelWorld) => RawRequest;
  /** The SDK command, which requires a bearer. */
  readonly call: (world: ChannelWorld, ChimeBearer: string) => Promise<unknown>;
}

/** Every operation of messaging. The member in a call is the third user, who is in the channel. */
export const MESSAGING_CALLS: Record<MessagingOperation, MessagingCall> = {
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
  DeleteChannel: {
    raw: (world) => ({ method: "DELETE", path: channelPath(world) }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new DeleteChannelCommand({ ChannelArn, ChimeBearer })),
  },
  DeleteChannelMembership: {
    raw: (world) => ({ method: "DELETE", path: memberPath(world) }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(new DeleteChannelMembershipCommand({ ChannelArn, ChimeBearer, MemberArn: users[2] })),
  },
  DescribeChannel: {
    raw: (world) => ({ path: channelPath(world) }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new DescribeChannelCommand({ ChannelArn, ChimeBearer })),
  },
  DescribeChannelMembership: {
    raw: (world) => ({ path: memberPath(world) }),
    call: ({ messaging, channelArn: ChannelArn, users }, ChimeBearer) =>
      messaging.send(new DescribeChannelMembershipCommand({ ChannelArn, ChimeBearer, MemberArn: users[2] })),
  },
  ListChannelMemberships: {
    raw: (world) => ({ path: `${channelPath(world)}/memberships` }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new ListChannelMembershipsCommand({ ChannelArn, ChimeBearer })),
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
  UpdateChannel: {
    raw: (world) => ({ method: "PUT", path: channelPath(world), body: '{"Name":"New"}' }),
    call: ({ messaging, channelArn: ChannelArn }, ChimeBearer) =>
      messaging.send(new UpdateChannelCommand({ ChannelArn, ChimeBearer, Name: "New" })),
  },
};

function channelPath({ channelArn }: ChannelWorld): string {
  return `/channels/${encodeURIComponent(channelArn)}`;
}

function memberPath(world: ChannelWorld): string {
  return `${channelPath(world)}/memberships/${encodeURIComponent(world.users[2])}`;
}
