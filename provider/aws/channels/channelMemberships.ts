import {
  CreateChannelMembershipCommand,
  DeleteChannelMembershipCommand,
  DescribeChannelMembershipCommand,
  ListChannelMembershipsCommand,
  type ChannelMembership,
  type ChannelMembershipSummary,
  type ChimeSDKMessagingClient,
  type CreateChannelMembershipCommandOutput,
  type DescribeChannelMembershipCommandOutput,
  type ListChannelMembershipsCommandOutput,
} from "@aws-sdk/client-chime-sdk-messaging";

import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import { ChannelMembershipType } from "../../schema/channels/channelMembershipType";
import type { BatchCreate } from "../memberships/batchCreate";
import type { ApiCaller, Send } from "../call/apiCaller";
import { alreadyExists, readBackFailed, type ChimeError } from "../errors/chimeError";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import type { FoundMember, MemberObservation, NewMember } from "../memberships/members";
import type { RosterApi } from "../memberships/membershipApi";
import { pagesOf } from "../call/pages";
import { Snapshots, type Snapshot } from "../memberships/snapshots";
import type { VisibleAccounts } from "../visibleAccounts";
import { unlessGone } from "./unlessGone";
import { CHANNEL_ADVICE } from "./channelAdvice";
import type { ChannelLists } from "./channelLists";
import { channelParams } from "./channelParams";
import type { FallbackBearer } from "./fallbackBearer";
import type { RegionalClients } from "./regionalClients";
import type { RatedCall, Rates } from "./publishedRates";

/** The largest page of ListChannelMemberships. */
const LIST_PAGE_SIZE = 50;

const REMOVAL_CONFLICT =
  "The member is still in the channel, and Amazon Chime reports a conflict that it does not explain. Run the command again; " +
  "if it fails again, contact AWS Support with the request id.";

/** A member of a channel. The name is personal data: it must not get into the state or a log. */
export interface ChannelMember {
  memberArn: string;
  type: ChannelMembershipType;
  name?: string;
}

/** The Amazon Chime SDK messaging operations on channel memberships. Each fails with a `ChimeError`. */
export class ChannelMemberships implements RosterApi<ChannelRef> {
  // The API declares a conflict without saying what it means, and AWS answers 403 if an operation declares no 404.
  public readonly ambiguousRefusals = ["conflict", "forbidden"] as const;
  private readonly snapshots = new Snapshots<ChannelRef>(
    ({ channelArn }) => channelArn,
    (channel) => this.readMembers(channel),
    ({ chimeBearer }) => chimeBearer,
  );

  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly rates: Rates,
    private readonly batches: BatchCreate<ChannelRef>,
    private readonly lists: ChannelLists,
    private readonly accounts: VisibleAccounts,
    private readonly fallback: FallbackBearer,
  ) {}

  /**
   * CreateChannelMembership. The reply has only the member. So the membership is read, to see whether this call created it.
   */
  public async create(channel: ChannelRef, { memberId, role }: NewMember): Promise<FoundMember> {
    const call = {
      operation: "CreateChannelMembership",
      purpose: `add member ${memberId} to ${describeChannel(channel)} as ${role}`,
      ifOutcomeUnknown: "The member may have been added anyway; the next `pulumi up` completes it.",
      advice: CHANNEL_ADVICE,
    };
    const Type = role as ChannelMembershipType;
    const command = new CreateChannelMembershipCommand({
      ...channelParams(channel),
      MemberArn: memberId,
      Type,
    });
    const began = performance.now();
    const send: Send<CreateChannelMembershipCommandOutput> = (options) =>
      this.client(channel).send(command, options);
    const creation = this.rateLimited("create", channel).call(call, 201, send, isMember(memberId));
    const { $metadata } = await this.snapshots.writing(
      channel,
      this.accounts.proving(channel.channelArn, creation),
    );
    const membership = await this.describe(channel, memberId).catch((error: unknown) => {
      throw readBackFailed(call, error);
    });
    if (isPreexisting(membership, role, serviceTime(this.client(channel), began))) {
      throw alreadyExists(call, $metadata, true);
    }
    return this.foundMember(channel, membership);
  }

  /** BatchCreateChannelMembership, once for each type. */
  public async createBatch(
    channel: ChannelRef,
    members: readonly NewMember[],
    progress: (count: number) => void = () => undefined,
  ): Promise<Map<string, ChimeError>> {
    try {
      const failures = await this.batches.createBatch(channel, members, progress);
      if (failures.size < members.length) this.accounts.seen(channel.channelArn);
      return failures;
    } finally {
      this.snapshots.forget(channel);
    }
  }

  /** DeleteChannelMembership. */
  public async remove(channel: ChannelRef, memberId: string): Promise<void> {
    const call = {
      operation: "DeleteChannelMembership",
      purpose: `remove member ${memberId} from ${describeChannel(channel)}`,
      consequence: "The membership stays in the Pulumi state until a deployment removes it.",
      advice: { ...CHANNEL_ADVICE, conflict: REMOVAL_CONFLICT },
    };
    await this.fallback.call(channel, (ref) => {
      const command = new DeleteChannelMembershipCommand({ ...channelParams(ref), MemberArn: memberId });
      const removal = this.rateLimited("remove", ref).call(call, 204, (options) =>
        this.client(channel).send(command, options),
      );
      return this.snapshots.writing(channel, this.accounts.confirming(channel.channelArn, removal));
    });
  }

  public serviceTime(channel: ChannelRef, began: number): number {
    return serviceTime(this.client(channel), began);
  }

  public isServiceTimeKnown(channel: ChannelRef): boolean {
    return isTimeKnown(this.client(channel));
  }

  /** DescribeChannelMembership. */
  public observe(channel: ChannelRef, memberId: string, after?: number): Promise<MemberObservation> {
    return this.fallback.call(channel, async (ref) => {
      const membership = await unlessGone(
        () => this.accounts.confirming(channel.channelArn, this.describe(ref, memberId)),
        // All members share this read: a deleted channel is looked up once, and not for each of them.
        async () => (await this.snapshots.get(ref, after)).parentExists,
      );
      return { found: membership && this.foundMember(ref, membership), missingSeconds: 0 };
    });
  }

  /** Must be called when an entity was deleted, which may have been a channel or a member. */
  public forgetSnapshots(): void {
    this.snapshots.forgetAll();
  }

  /** ListChannelMemberships, for each type. */
  public snapshot(channel: ChannelRef, after?: number): Promise<Snapshot> {
    return this.fallback.call(channel, (ref) => this.snapshots.get(ref, after));
  }

  /** ListChannelMemberships: all members of a channel with their personal data. */
  public async members(channel: ChannelRef): Promise<ChannelMember[]> {
    const members: ChannelMember[] = [];
    for (const type of Object.values(ChannelMembershipType)) {
      for await (const page of this.list(channel, type))
        members.push(...page.map((membership) => memberOf(membership, type)));
    }
    return members;
  }

  private async describe(channel: ChannelRef, memberId: string): Promise<ChannelMembership> {
    const purpose = `read member ${memberId} of ${describeChannel(channel)}`;
    const call = { operation: "DescribeChannelMembership", purpose, advice: CHANNEL_ADVICE };
    const command = new DescribeChannelMembershipCommand({ ...channelParams(channel), MemberArn: memberId });
    const send: Send<DescribeChannelMembershipCommandOutput> = (options) =>
      this.client(channel).send(command, options);
    const reply = await this.caller.call(call, 200, send, isCompleteMembership(memberId));
    return reply.ChannelMembership ?? {};
  }

  private readMembers(channel: ChannelRef): Promise<Map<string, FoundMember> | undefined> {
    return unlessGone(
      async () => {
        const members = await this.accounts.confirming(channel.channelArn, this.members(channel));
        return new Map(members.map(({ memberArn, type }) => [memberArn, { role: type, attributes: {} }]));
      },
      () => this.lists.have(channel),
    );
  }

  private list(channel: ChannelRef, type: ChannelMembershipType): AsyncGenerator<ChannelMembershipSummary[]> {
    const call = {
      operation: "ListChannelMemberships",
      purpose: `read the ${type} members of ${describeChannel(channel)}`,
      advice: CHANNEL_ADVICE,
    };
    return pagesOf(call, async (token) => {
      const page = { ...channelParams(channel), Type: type, MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const command = new ListChannelMembershipsCommand(page);
      const send: Send<ListChannelMembershipsCommandOutput> = (options) =>
        this.client(channel).send(command, options);
      const reply = await this.caller.call(call, 200, send, isMemberList);
      return { items: reply.ChannelMemberships ?? [], nextToken: reply.NextToken };
    });
  }

  private foundMember(
    channel: ChannelRef,
    { Type: type, InvitedBy: inviter, CreatedTimestamp: created }: ChannelMembership,
  ): FoundMember {
    return {
      role: type ?? ChannelMembershipType.DEFAULT,
      // "The InvitedBy field in ChannelMembership is derived from the request header."
      attributes: { invitedByArn: inviter?.Arn ?? channel.chimeBearer },
      updatedAt: created,
    };
  }

  private rateLimited(call: RatedCall, channel: ChannelRef): ApiCaller {
    return this.caller.rateLimited(this.rates.of(call, channel));
  }

  private client({ channelArn }: ChannelRef): ChimeSDKMessagingClient {
    return this.clients.messaging(channelArn);
  }
}

// The reply to a create of an existing membership is not documented. If it is a success, the existing membership is read.
function isPreexisting(membership: ChannelMembership, type: string, createStarted: number): boolean {
  return membership.Type !== type || isOlder(membership.CreatedTimestamp, createStarted);
}

function isMember(memberArn: string): (reply: { Member?: { Arn?: unknown } | undefined }) => boolean {
  return ({ Member: member }) => member?.Arn === memberArn;
}

function isCompleteMembership(
  memberArn: string,
): (reply: { ChannelMembership?: ChannelMembership | undefined }) => boolean {
  return ({ ChannelMembership: membership }) => {
    const inviter: unknown = membership?.InvitedBy?.Arn;
    return (
      membership?.Member?.Arn === memberArn &&
      Object.values<unknown>(ChannelMembershipType).includes(membership.Type) &&
      (inviter === undefined || inviter === null || typeof inviter === "string")
    );
  };
}

function isMemberList({ ChannelMemberships: list }: { ChannelMemberships?: unknown }): boolean {
  const arnOf = (membership: ChannelMembershipSummary | null): unknown => membership?.Member?.Arn;
  return (
    Array.isArray(list) &&
    list.every((membership: ChannelMembershipSummary | null) => typeof arnOf(membership) === "string")
  );
}

function memberOf({ Member: member }: ChannelMembershipSummary, type: ChannelMembershipType): ChannelMember {
  const { Arn: memberArn = "", Name: name } = member ?? {};
  return { memberArn, type, ...(name === undefined ? {} : { name }) };
}
