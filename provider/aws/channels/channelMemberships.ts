import {
  CreateChannelMembershipCommand,
  DeleteChannelMembershipCommand,
  DescribeChannelMembershipCommand,
  ListChannelMembershipsCommand,
  type ChimeSDKMessagingClient,
} from "@aws-sdk/client-chime-sdk-messaging";

import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import { ChannelMembershipType } from "../../schema/channels/channelMembershipType";
import type { BatchCreate } from "../memberships/batchCreate";
import { isChimeError, type ChimeError } from "../errors/chimeError";
import type { FoundMember, NewMember } from "../memberships/members";
import type { MembershipApi } from "../memberships/membershipApi";
import { BANNED_ADVICE, CHANNEL_ADVICE } from "./channelAdvice";
import { channelParams } from "./channelParams";
import { identitiesIn, type MembershipCalls } from "./membershipCalls";
import { Memberships, type MembershipService } from "./memberships";

const CALLS: MembershipCalls<ChannelRef, ChimeSDKMessagingClient> = {
  advice: CHANNEL_ADVICE,
  roles: Object.values(ChannelMembershipType),
  attribute: "invitedByArn",
  // Not every bearer sees hidden members.
  listIsComplete: false,
  create: {
    operation: "CreateChannelMembership",
    purpose: (channel, { memberId, role }) =>
      `add member ${memberId} to ${describeChannel(channel)} as ${role}`,
    ifOutcomeUnknown: "The member may have been added anyway; the next `pulumi up` completes it.",
    send: async (client, channel, { memberId, role }, options) => {
      const Type = role as ChannelMembershipType;
      const params = { ...channelParams(channel), MemberArn: memberId, Type };
      const reply = await client.send(new CreateChannelMembershipCommand(params), options);
      return { $metadata: reply.$metadata, memberArn: reply.Member?.Arn };
    },
  },
  describe: {
    operation: "DescribeChannelMembership",
    purpose: (channel, memberId) => `read member ${memberId} of ${describeChannel(channel)}`,
    send: async (client, channel, memberId, options) => {
      const params = { ...channelParams(channel), MemberArn: memberId };
      const reply = await client.send(new DescribeChannelMembershipCommand(params), options);
      const { Member, Type, InvitedBy, CreatedTimestamp } = reply.ChannelMembership ?? {};
      return {
        $metadata: reply.$metadata,
        memberArn: Member?.Arn,
        role: Type,
        // "The InvitedBy field in ChannelMembership is derived from the request header."
        attribute: InvitedBy?.Arn ?? channel.chimeBearer,
        createdAt: CreatedTimestamp,
      };
    },
  },
  remove: {
    operation: "DeleteChannelMembership",
    purpose: (channel, memberId) => `remove member ${memberId} from ${describeChannel(channel)}`,
    consequence: "The membership stays in the Pulumi state until a deployment removes it.",
    send: (client, channel, memberId, options) => {
      const params = { ...channelParams(channel), MemberArn: memberId };
      return client.send(new DeleteChannelMembershipCommand(params), options);
    },
  },
  list: {
    operation: "ListChannelMemberships",
    purpose: (channel, type) => `read the ${type} members of ${describeChannel(channel)}`,
    send: async (client, channel, { role, params: page }, options) => {
      const params = { ...channelParams(channel), Type: role as ChannelMembershipType, ...page };
      const reply = await client.send(new ListChannelMembershipsCommand(params), options);
      return {
        $metadata: reply.$metadata,
        members: identitiesIn(reply.ChannelMemberships, "Member"),
        nextToken: reply.NextToken,
      };
    },
  },
};

/** The Amazon Chime SDK messaging operations on channel memberships. Each fails with a `ChimeError`. */
export class ChannelMemberships extends Memberships<ChannelRef, ChimeSDKMessagingClient> {
  public constructor(
    service: MembershipService<ChannelRef, ChimeSDKMessagingClient>,
    private readonly batches: BatchCreate<ChannelRef>,
    private readonly bans: Pick<MembershipApi<ChannelRef>, "snapshot">,
  ) {
    super(CALLS, service);
  }

  public override async create(channel: ChannelRef, member: NewMember): Promise<FoundMember> {
    try {
      return await super.create(channel, member);
    } catch (error) {
      throw await this.explained(channel, member.memberId, error);
    }
  }

  /** BatchCreateChannelMembership, once for each type. */
  public override async createBatch(
    channel: ChannelRef,
    members: readonly NewMember[],
    progress: (count: number) => void = () => undefined,
  ): Promise<Map<string, ChimeError>> {
    try {
      const failures = await this.batches.createBatch(channel, members, progress);
      if (failures.size < members.length) this.service.accounts.seen(channel.channelArn);
      for (const [memberId, error] of failures)
        failures.set(memberId, await this.explained(channel, memberId, error));
      return failures;
    } finally {
      this.snapshots.forget(channel);
    }
  }

  // The refusal of a banned user is not documented. All members share the list of bans.
  private async explained<E>(channel: ChannelRef, memberId: string, error: E): Promise<E | ChimeError> {
    if (!isChimeError(error, "forbidden") && !isChimeError(error, "badRequest")) return error;
    const bans = await this.bans.snapshot(channel).catch(() => undefined);
    return bans?.members.has(memberId) === true ? error.with({ advice: BANNED_ADVICE }) : error;
  }
}
