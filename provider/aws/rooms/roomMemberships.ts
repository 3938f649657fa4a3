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

import { describeRoom } from "../../schema/rooms/roomMembershipSchema";
import { formatRoomId, type RoomKey } from "../../schema/rooms/roomId";
import type { RoomMembershipRole } from "../../schema/rooms/roomMembershipRole";
import type { BatchCreate } from "../memberships/batchCreate";
import type { ApiCaller, Send } from "../call/apiCaller";
import { alreadyExists, isChimeError, roleMismatch, type ChimeError } from "../errors/chimeError";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import type { FoundMember, MemberObservation, NewMember } from "../memberships/members";
import type { MembershipApi } from "../memberships/membershipApi";
import { pagesOf } from "../call/pages";
import { Snapshots, type Snapshot } from "../memberships/snapshots";
import type { VisibleAccounts } from "../visibleAccounts";
import {
  foundMember,
  isMembership,
  memberPath,
  roomMember,
  roomPath,
  type RoomMember,
} from "./roomMembershipShape";

/** The most memberships that one List call may ask for. */
const LIST_PAGE_SIZE = 99;

/** The calls of Amazon Chime about room memberships. Each fails with a `ChimeError`. */
export class RoomMemberships implements MembershipApi<RoomKey> {
  public readonly ambiguousRefusals = [];
  private readonly snapshots = new Snapshots<RoomKey>(formatRoomId, (room) => this.walk(room));

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
    const command = new CreateRoomMembershipCommand({ ...roomPath(room), MemberId: memberId, Role });
    const start = performance.now();
    const send: Send<CreateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const creation = this.caller.call(call, 201, send, saysWho(memberId));
    const reply = await this.snapshots.writing(room, this.accounts.proving(room.accountId, creation));
    const said = reply.RoomMembership ?? {};
    if (existedBefore(said, role, serviceTime(this.client, start)))
      throw alreadyExists(call, reply.$metadata);
    return foundMember(said, role);
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
    const command = new UpdateRoomMembershipCommand({ ...memberPath(room, memberId), Role });
    const send: Send<UpdateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const change = this.caller.call(call, 200, send, saysWho(memberId));
    const reply = await this.snapshots.writing(room, this.accounts.proving(room.accountId, change));
    const found = foundMember(reply.RoomMembership ?? {}, role);
    // Taken for a success, it would be a difference that every deployment finds again.
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
    const command = new DeleteRoomMembershipCommand(memberPath(room, memberId));
    const removal = this.caller.call(call, 204, (options) => this.client.send(command, options));
    await this.snapshots.writing(room, this.accounts.confirming(room.accountId, removal));
  }

  public serviceTime(_room: RoomKey, began: number): number {
    return serviceTime(this.client, began);
  }

  public isServiceTimeKnown(): boolean {
    return isTimeKnown(this.client);
  }

  /** There is no call that reads a single membership: it is looked for in the list of all. */
  public observe(room: RoomKey, memberId: string, after?: number): Promise<MemberObservation> {
    return this.snapshots.look(room, memberId, after);
  }

  /** What was read before does not count any more: something was deleted that may have been a place or a member. */
  public forgetReadings(): void {
    this.snapshots.forgetAll();
  }

  /** ListRoomMemberships. */
  public snapshot(room: RoomKey, after?: number): Promise<Snapshot> {
    return this.snapshots.get(room, after);
  }

  /** ListRoomMemberships: everybody in a room with what is personal about them, which is never kept. */
  public async members(room: RoomKey): Promise<RoomMember[]> {
    const members: RoomMember[] = [];
    for await (const page of this.list(room)) members.push(...page.map((said) => roomMember(room, said)));
    return members;
  }

  private async walk(room: RoomKey): Promise<Map<string, FoundMember> | undefined> {
    try {
      return await this.accounts.confirming(room.accountId, this.everybody(room));
    } catch (error) {
      if (isChimeError(error, "notFound")) return undefined;
      throw error;
    }
  }

  private async everybody(room: RoomKey): Promise<Map<string, FoundMember>> {
    const found = new Map<string, FoundMember>();
    for await (const page of this.list(room)) {
      for (const said of page) {
        found.set(said.Member?.MemberId ?? "", foundMember(said, "Member"));
      }
    }
    return found;
  }

  private list(room: RoomKey): AsyncGenerator<RoomMembership[]> {
    const call = { operation: "ListRoomMemberships", purpose: `read the members of ${describeRoom(room)}` };
    return pagesOf(call, async (token) => {
      const page = { ...roomPath(room), MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const command = new ListRoomMembershipsCommand(page);
      const send: Send<ListRoomMembershipsCommandOutput> = (options) => this.client.send(command, options);
      const reading = this.caller.call(call, 200, send, listsMembers);
      const reply = await this.accounts.proving(room.accountId, reading);
      return { items: reply.RoomMemberships ?? [], nextToken: reply.NextToken };
    });
  }
}

// What happens to a membership that exists is not documented. Where the answer is a success all the same, it shows
// the membership as somebody else made it.
function existedBefore(said: RoomMembership, role: string, start: number): boolean {
  return (said.Role !== undefined && said.Role !== role) || isOlder(said.UpdatedTimestamp, start);
}

function saysWho(memberId: string): (reply: { RoomMembership?: RoomMembership | undefined }) => boolean {
  return ({ RoomMembership: said }) => isMembership(said) && said.Member.MemberId === memberId;
}

function listsMembers({
  RoomMemberships: list,
}: {
  RoomMemberships?: RoomMembership[] | undefined;
}): boolean {
  return Array.isArray(list) && list.every((said: unknown) => isMembership(said));
}
