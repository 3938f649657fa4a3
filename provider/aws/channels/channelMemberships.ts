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

import { describeChannel } from "../../schema/channels/channelMembershipSchema";
import { ChannelMembershipType, type ChannelRef } from "../../schema/channels/channelMembershipType";
import type { BatchCreate } from "../memberships/batchCreate";
import type { ApiCaller, Send } from "../call/apiCaller";
import { alreadyExists, readBackFailed, type ChimeError } from "../errors/chimeError";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import type { FoundMember, MemberObservation, NewMember } from "../memberships/members";
import type { MembershipApi } from "../memberships/membershipApi";
import { pagesOf } from "../call/pages";
import { Snapshots, type Snapshot } from "../memberships/snapshots";
import type { VisibleAccounts } from "../visibleAccounts";
import { unlessGone } from "./unlessGone";
import { CHANNEL_ADVICE } from "./channelAdvice";
import type { ChannelLists } from "./channelLists";
import type { FallbackBearer } from "./fallbackBearer";
import type { RegionalClients } from "./regionalClients";
import type { RatedCall, Rates } from "./publishedRates";

/** The most memberships that one List call may ask for. */
const LIST_PAGE_SIZE = 50;

const REMOVAL_CONFLICT =
  "The member is still in the channel, and Amazon Chime says that removing it conflicts with something else: run it " +
  "again, and if it stays, look at what the channel has to do with the member.";

/** Somebody in a channel: the name is personal, and belongs into no state and no log. */
export interface ChannelMember {
  memberArn: string;
  type: ChannelMembershipType;
  name?: string;
}

/** The calls of Amazon Chime SDK Messaging about memberships. Each fails with a `ChimeError`. */
export class ChannelMemberships implements MembershipApi<ChannelRef> {
  // The operation declares the first, of which nobody says what it means, and AWS answers the second in the place of a
  // 404 that an operation does not declare.
  public readonly ambiguousRefusals = ["conflict", "forbidden"] as const;
  private readonly snapshots = new Snapshots<ChannelRef>(
    ({ channelArn }) => channelArn,
    (channel) => this.walk(channel),
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
   * CreateChannelMembership. Its answer says next to nothing, so what was made is read back: where that fails, nobody can
   * tell whether it is new, or another one that somebody else had made before.
   */
  public async create(channel: ChannelRef, { memberId, role }: NewMember): Promise<FoundMember> {
    const call = {
      operation: "CreateChannelMembership",
      purpose: `add member ${memberId} to ${describeChannel(channel)} as ${role}`,
      ifOutcomeUnknown: "The member may have been added anyway; the next `pulumi up` completes it.",
      advice: CHANNEL_ADVICE,
    };
    const Type = role as ChannelMembershipType;
    const command = new CreateChannelMembershipCommand({ ...pathOf(channel), MemberArn: memberId, Type });
    const start = performance.now();
    const send: Send<CreateChannelMembershipCommandOutput> = (options) =>
      this.client(channel).send(command, options);
    const creation = this.paced("create", channel).call(call, 201, send, isMember(memberId));
    const { $metadata } = await this.snapshots.writing(
      channel,
      this.accounts.proving(channel.channelArn, creation),
    );
    const made = await this.describe(channel, memberId).catch((error: unknown) => {
      throw readBackFailed(call, error);
    });
    if (existedBefore(made, role, serviceTime(this.client(channel), start))) {
      throw alreadyExists(call, $metadata, true);
    }
    return this.foundMember(channel, made);
  }

  /** BatchCreateChannelMembership, for each type by itself. */
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
    await this.fallback.call(channel, (caller) => {
      const command = new DeleteChannelMembershipCommand({ ...pathOf(caller), MemberArn: memberId });
      const removal = this.paced("remove", caller).call(call, 204, (options) =>
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
    return this.fallback.call(channel, async (caller) => {
      const membership = await unlessGone(
        () => this.accounts.confirming(channel.channelArn, this.describe(caller, memberId)),
        // All members share this read: a deleted channel is looked up once, and not for each of them.
        async () => (await this.snapshots.get(caller, after)).placeExists,
      );
      return { found: membership && this.foundMember(caller, membership), missingSeconds: 0 };
    });
  }

  /** What was read before does not count any more: something was deleted that may have been a place or a member. */
  public forgetReadings(): void {
    this.snapshots.forgetAll();
  }

  /** ListChannelMemberships, of members who can be seen and of hidden ones. */
  public snapshot(channel: ChannelRef, after?: number): Promise<Snapshot> {
    return this.fallback.call(channel, (caller) => this.snapshots.get(caller, after));
  }

  /** ListChannelMemberships: everybody in a channel with what is personal about them, which is never kept. */
  public async members(channel: ChannelRef): Promise<ChannelMember[]> {
    const members: ChannelMember[] = [];
    for (const type of Object.values(ChannelMembershipType)) {
      for await (const page of this.list(channel, type))
        members.push(...page.map((said) => memberOf(said, type)));
    }
    return members;
  }

  private async describe(channel: ChannelRef, memberId: string): Promise<ChannelMembership> {
    const purpose = `read member ${memberId} of ${describeChannel(channel)}`;
    const call = { operation: "DescribeChannelMembership", purpose, advice: CHANNEL_ADVICE };
    const command = new DescribeChannelMembershipCommand({ ...pathOf(channel), MemberArn: memberId });
    const send: Send<DescribeChannelMembershipCommandOutput> = (options) =>
      this.client(channel).send(command, options);
    const reply = await this.caller.call(call, 200, send, isWhole(memberId));
    return reply.ChannelMembership ?? {};
  }

  private walk(channel: ChannelRef): Promise<Map<string, FoundMember> | undefined> {
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
      const page = { ...pathOf(channel), Type: type, MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const command = new ListChannelMembershipsCommand(page);
      const send: Send<ListChannelMembershipsCommandOutput> = (options) =>
        this.client(channel).send(command, options);
      const reply = await this.caller.call(call, 200, send, listsMembers);
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

  private paced(call: RatedCall, channel: ChannelRef): ApiCaller {
    return this.caller.rateLimited(this.rates.of(call, channel));
  }

  private client({ channelArn }: ChannelRef): ChimeSDKMessagingClient {
    return this.clients.messaging(channelArn);
  }
}

function pathOf({ channelArn, chimeBearer }: ChannelRef): { ChannelArn: string; ChimeBearer: string } {
  return { ChannelArn: channelArn, ChimeBearer: chimeBearer };
}

// What happens to a membership that exists is not documented. Where the answer is a success all the same, what is read
// back is the membership as somebody else made it.
function existedBefore(made: ChannelMembership, type: string, start: number): boolean {
  return made.Type !== type || isOlder(made.CreatedTimestamp, start);
}

function isMember(memberArn: string): (reply: { Member?: { Arn?: unknown } | undefined }) => boolean {
  return ({ Member: member }) => member?.Arn === memberArn;
}

function isWhole(
  memberArn: string,
): (reply: { ChannelMembership?: ChannelMembership | undefined }) => boolean {
  return ({ ChannelMembership: said }) => {
    const inviter: unknown = said?.InvitedBy?.Arn;
    return (
      said?.Member?.Arn === memberArn &&
      Object.values<unknown>(ChannelMembershipType).includes(said.Type) &&
      (inviter === undefined || inviter === null || typeof inviter === "string")
    );
  };
}

function listsMembers({ ChannelMemberships: list }: { ChannelMemberships?: unknown }): boolean {
  const arnOf = (said: ChannelMembershipSummary | null): unknown => said?.Member?.Arn;
  return (
    Array.isArray(list) &&
    list.every((said: ChannelMembershipSummary | null) => typeof arnOf(said) === "string")
  );
}

function memberOf({ Member: member }: ChannelMembershipSummary, type: ChannelMembershipType): ChannelMember {
  const { Arn: memberArn = "", Name: name } = member ?? {};
  return { memberArn, type, ...(name === undefined ? {} : { name }) };
}
