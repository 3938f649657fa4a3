import {
  CreateRoomMembershipCommand,
  DeleteRoomMembershipCommand,
  ListRoomMembershipsCommand,
  UpdateRoomMembershipCommand,
  type ChimeClient,
  type CreateRoomMembershipCommandOutput,
  type ListRoomMembershipsCommandOutput,
  type RoomMembership,
  type UpdateRoomMembershipCommandOutput,
} from "@aws-sdk/client-chime";

import { describeRoom, formatRoomId, type RoomKey } from "../../schema/rooms/roomId";
import type { RoomMembershipRole } from "../../schema/rooms/roomMembershipRole";
import type { BatchCreate } from "../memberships/batchCreate";
import type { ApiCaller, Send } from "../call/apiCaller";
import { alreadyExists, isChimeError, roleMismatch, type ChimeError } from "../errors/chimeError";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import type { FoundMember, MemberObservation, NewMember } from "../memberships/members";
import type { RosterApi } from "../memberships/membershipApi";
import { allOf, pagesOf } from "../call/pages";
import { Snapshots, type Snapshot } from "../memberships/snapshots";
import type { VisibleAccounts } from "../visibleAccounts";
import {
  foundMember,
  isMembership,
  membershipParams,
  roomMember,
  roomParams,
  type RoomMember,
} from "./roomMembershipShape";

/** The largest page of ListRoomMemberships. */
const LIST_PAGE_SIZE = 99;

/** The Amazon Chime operations on room memberships. Each fails with a `ChimeError`. */
export class RoomMemberships implements RosterApi<RoomKey> {
  public readonly ambiguousRefusals = [];
  private readonly snapshots = new Snapshots<RoomKey>(formatRoomId, (room) => this.readMembers(room));

  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ApiCaller,
    private readonly batches: BatchCreate<RoomKey>,
    private readonly accounts: VisibleAccounts,
  ) {}

  /** CreateRoomMembership. */
  public async create(room: RoomKey, { memberId, role }: NewMember): Promise<FoundMember> {
    const call = {
      operation: "CreateRoomMembership",
      purpose: `add member ${memberId} to ${describeRoom(room)} as ${role}`,
      ifOutcomeUnknown: "The member may have been added anyway; the next `pulumi up` completes it.",
    };
    const Role = role as RoomMembershipRole;
    const command = new CreateRoomMembershipCommand({ ...roomParams(room), MemberId: memberId, Role });
    const began = performance.now();
    const send: Send<CreateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const creation = this.caller.call(call, 201, send, isAbout(memberId));
    const reply = await this.snapshots.writing(room, this.accounts.proving(room.accountId, creation));
    const membership = reply.RoomMembership ?? {};
    if (isPreexisting(membership, role, serviceTime(this.client, began)))
      throw alreadyExists(call, reply.$metadata);
    return foundMember(membership, role);
  }

  /** BatchCreateRoomMembership. */
  public async createBatch(
    room: RoomKey,
    members: readonly NewMember[],
    progress: (count: number) => void = () => undefined,
  ): Promise<Map<string, ChimeError>> {
    try {
      const failures = await this.batches.createBatch(room, members, progress);
      if (failures.size < members.length) this.accounts.seen(room.accountId);
      return failures;
    } finally {
      this.snapshots.forget(room);
    }
  }

  /** UpdateRoomMembership: gives a user another role. */
  public async updateRole(room: RoomKey, { memberId, role }: NewMember): Promise<FoundMember> {
    const call = {
      operation: "UpdateRoomMembership",
      purpose: `give member ${memberId} of ${describeRoom(room)} the role ${role}`,
      ifOutcomeUnknown: "The role may have been changed anyway; the next `pulumi up` sets it again.",
    };
    const Role = role as RoomMembershipRole;
    const command = new UpdateRoomMembershipCommand({ ...membershipParams(room, memberId), Role });
    const send: Send<UpdateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const change = this.caller.call(call, 200, send, isAbout(memberId));
    const reply = await this.snapshots.writing(room, this.accounts.proving(room.accountId, change));
    const found = foundMember(reply.RoomMembership ?? {}, role);
    // As a success, it would be a difference that every deployment finds again.
    if (found.role !== role) throw roleMismatch(call, found.role, reply.$metadata);
    return found;
  }

  /** DeleteRoomMembership. */
  public async remove(room: RoomKey, memberId: string): Promise<void> {
    const call = {
      operation: "DeleteRoomMembership",
      purpose: `remove member ${memberId} from ${describeRoom(room)}`,
      consequence: "The membership stays in the Pulumi state until a deployment removes it.",
    };
    const command = new DeleteRoomMembershipCommand(membershipParams(room, memberId));
    const removal = this.caller.call(call, 204, (options) => this.client.send(command, options));
    await this.snapshots.writing(room, this.accounts.confirming(room.accountId, removal));
  }

  public serviceTime(_room: RoomKey, began: number): number {
    return serviceTime(this.client, began);
  }

  public isServiceTimeKnown(): boolean {
    return isTimeKnown(this.client);
  }

  /** ListRoomMemberships: Amazon Chime has no operation that reads one membership. */
  public observe(room: RoomKey, memberId: string, after?: number): Promise<MemberObservation> {
    return this.snapshots.find(room, memberId, after);
  }

  /** Must be called when an entity was deleted, which may have been a room or a member. */
  public forgetSnapshots(): void {
    this.snapshots.forgetAll();
  }

  /** ListRoomMemberships. */
  public snapshot(room: RoomKey, after?: number): Promise<Snapshot> {
    return this.snapshots.get(room, after);
  }

  /** ListRoomMemberships: all members of a room with their personal data. */
  public async members(room: RoomKey): Promise<RoomMember[]> {
    return (await allOf(this.list(room))).map((membership) => roomMember(room, membership));
  }

  private async readMembers(room: RoomKey): Promise<Map<string, FoundMember> | undefined> {
    try {
      return await this.accounts.confirming(room.accountId, this.listAll(room));
    } catch (error) {
      if (isChimeError(error, "notFound")) return undefined;
      throw error;
    }
  }

  private async listAll(room: RoomKey): Promise<Map<string, FoundMember>> {
    const memberships = await allOf(this.list(room));
    return new Map(
      memberships.map((membership) => [membership.Member?.MemberId ?? "", foundMember(membership, "Member")]),
    );
  }

  private list(room: RoomKey): AsyncGenerator<RoomMembership[]> {
    const call = { operation: "ListRoomMemberships", purpose: `read the members of ${describeRoom(room)}` };
    return pagesOf(call, async (token) => {
      const page = { ...roomParams(room), MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const command = new ListRoomMembershipsCommand(page);
      const send: Send<ListRoomMembershipsCommandOutput> = (options) => this.client.send(command, options);
      const reading = this.caller.call(call, 200, send, isMemberList);
      const reply = await this.accounts.proving(room.accountId, reading);
      return { items: reply.RoomMemberships ?? [], nextToken: reply.NextToken };
    });
  }
}

// The reply to a create of an existing membership is not documented. If it is a success, it has the existing membership.
function isPreexisting(membership: RoomMembership, role: string, createStarted: number): boolean {
  return (
    (membership.Role !== undefined && membership.Role !== role) ||
    isOlder(membership.UpdatedTimestamp, createStarted)
  );
}

function isAbout(memberId: string): (reply: { RoomMembership?: RoomMembership | undefined }) => boolean {
  return ({ RoomMembership: membership }) =>
    isMembership(membership) && membership.Member.MemberId === memberId;
}

function isMemberList({
  RoomMemberships: list,
}: {
  RoomMemberships?: RoomMembership[] | undefined;
}): boolean {
  return Array.isArray(list) && list.every((membership: unknown) => isMembership(membership));
}
