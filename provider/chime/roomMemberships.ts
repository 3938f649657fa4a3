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

import type { MembershipKey } from "../contract/membershipId";
import type { RoomKey } from "../contract/roomId";
import type { RoomMembershipInputs, RoomMembershipState } from "../contract/roomMembership";
import { BATCH_SIZE, type BatchCreate, type NewMember } from "./batchCreate";
import type { ChimeCaller, Send } from "./call";
import { ChimeError, existedError, isChimeError, otherRoleError } from "./chimeError";
import { forEachOf } from "./forEachOf";
import { pagesOf } from "./pages";
import {
  isMembership,
  memberPath,
  membershipState,
  personOf,
  roomInWords,
  roomPath,
  type RoomMember,
} from "./roomMembershipShape";
import { RoomSnapshots, type FoundMembership, type RoomSnapshot } from "./roomSnapshots";

/** The most memberships that one List call may ask for. */
const LIST_PAGE_SIZE = 99;

/** The calls of Amazon Chime about room memberships. Each fails with a `ChimeError`. */
export class RoomMemberships {
  private readonly snapshots = new RoomSnapshots((room) => this.walk(room));

  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ChimeCaller,
    private readonly batches: BatchCreate,
  ) {}

  /**
   * CreateRoomMembership: makes somebody a member.
   *
   * @throws ChimeError of the kind `conflict` when it is one already, also where Amazon Chime answers a success.
   */
  public async create(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    const call = {
      operation: "CreateRoomMembership",
      purpose: `add ${member(membership)} to ${roomInWords(membership)} as ${membership.role}`,
      uncertainty: "The member may have been added all the same; the next `pulumi up` will see to it.",
    };
    const { memberId: MemberId, role: Role } = membership;
    const command = new CreateRoomMembershipCommand({ ...roomPath(membership), MemberId, Role });
    const start = Date.now();
    const send: Send<CreateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.writing(membership, this.caller.call(call, 201, send, saysWho(membership)));
    const said = reply.RoomMembership ?? {};
    if (existedBefore(said, membership, this.serviceTime(start))) throw existedError(call, reply.$metadata);
    return membershipState(membership, said);
  }

  /**
   * BatchCreateRoomMembership: makes many people members, by as few calls as can be.
   *
   * @param progress Is told how many more members have been dealt with.
   * @returns Why members could not be added, by member id. Who is a member already is one of them, a `conflict`.
   */
  public async createAll(
    room: RoomKey,
    members: readonly NewMember[],
    progress: (count: number) => void = () => undefined,
  ): Promise<Map<string, ChimeError>> {
    const chunks = Array.from({ length: Math.ceil(members.length / BATCH_SIZE) }, (_, index) =>
      members.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
    );
    const failures = new Map<string, ChimeError>();
    try {
      await forEachOf(chunks, async (chunk) => {
        for (const [memberId, error] of await this.batches.create(room, chunk)) failures.set(memberId, error);
        progress(chunk.length);
      });
    } finally {
      this.snapshots.forget(room);
    }
    return failures;
  }

  /** UpdateRoomMembership: gives a member another role. */
  public async updateRole(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    const call = {
      operation: "UpdateRoomMembership",
      purpose: `give ${member(membership)} of ${roomInWords(membership)} the role ${membership.role}`,
    };
    const command = new UpdateRoomMembershipCommand({ ...memberPath(membership), Role: membership.role });
    const send: Send<UpdateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.writing(membership, this.caller.call(call, 200, send, saysWho(membership)));
    const state = membershipState(membership, reply.RoomMembership ?? {});
    // Taken for a success, it would be a difference that every deployment finds again.
    if (state.role !== membership.role) throw otherRoleError(call, state.role, reply.$metadata);
    return state;
  }

  /** DeleteRoomMembership: takes a member out. */
  public async remove(key: MembershipKey): Promise<void> {
    const call = {
      operation: "DeleteRoomMembership",
      purpose: `remove ${member(key)} from ${roomInWords(key)}`,
      consequence: "The membership stays in the Pulumi state until a deployment has removed it.",
    };
    const command = new DeleteRoomMembershipCommand(memberPath(key));
    const removal = this.caller.call(call, 204, (options) => this.client.send(command, options));
    await this.writing(key, removal);
  }

  /**
   * ListRoomMemberships: who is in a room. A reading is shared by all who ask at about the same time, and is never
   * older than the last write of this process in that room.
   *
   * @param after The reading must have begun after this time of `performance.now()`. Default: some seconds ago.
   */
  public snapshot(room: RoomKey, after?: number): Promise<RoomSnapshot> {
    return this.snapshots.get(room, after);
  }

  /** ListRoomMemberships: everybody in a room with what is personal about them, which is never kept. */
  public async members(room: RoomKey): Promise<RoomMember[]> {
    const members: RoomMember[] = [];
    for await (const page of this.list(room)) {
      members.push(
        ...page.map((said) => ({ membership: foundState(room, said), person: personOf(said.Member ?? {}) })),
      );
    }
    return members;
  }

  /** Keeps from what is read during or before a write that it is taken for what holds after it. */
  private async writing<Reply>(room: RoomKey, call: Promise<Reply>): Promise<Reply> {
    try {
      const reply = await call;
      this.snapshots.forget(room);
      return reply;
    } catch (error) {
      // What was refused has changed nothing: a thousand members that exist are adopted by one walk.
      if (!(error instanceof ChimeError) || error.mayHaveWritten) this.snapshots.forget(room);
      throw error;
    }
  }

  private async walk(room: RoomKey): Promise<Map<string, FoundMembership> | undefined> {
    const found = new Map<string, FoundMembership>();
    try {
      for await (const page of this.list(room)) {
        for (const said of page) {
          const state = foundState(room, said);
          found.set(state.memberId, { state, ageSeconds: this.ageOf(said) });
        }
      }
      return found;
    } catch (error) {
      if (isChimeError(error, "notFound")) return undefined;
      throw error;
    }
  }

  private ageOf({ UpdatedTimestamp: updated }: RoomMembership): number {
    return updated ? (this.serviceTime() - updated.getTime()) / 1000 : 0;
  }

  // The SDK learns from the replies how far this machine's clock is off.
  private serviceTime(local = Date.now()): number {
    return local + this.client.config.systemClockOffset;
  }

  private list(room: RoomKey): AsyncGenerator<RoomMembership[]> {
    const what = `the members of ${roomInWords(room)}`;
    const call = { operation: "ListRoomMemberships", purpose: `read ${what}` };
    return pagesOf(what, async (token) => {
      const page = { ...roomPath(room), MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const command = new ListRoomMembershipsCommand(page);
      const send: Send<ListRoomMembershipsCommandOutput> = (options) => this.client.send(command, options);
      const reply = await this.caller.call(call, 200, send, listsMembers);
      return { items: reply.RoomMemberships ?? [], nextToken: reply.NextToken };
    });
  }
}

/** How far the clocks of this machine and of Amazon Chime may differ, in milliseconds. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

// What happens to a membership that exists is not documented. Where the answer is a success all the same, it shows
// the membership as somebody else made it.
function existedBefore(said: RoomMembership, asked: RoomMembershipInputs, start: number): boolean {
  const otherRole = said.Role !== undefined && said.Role !== asked.role;
  const older =
    said.UpdatedTimestamp !== undefined && said.UpdatedTimestamp.getTime() < start - CLOCK_TOLERANCE_MS;
  return otherRole || older;
}

function saysWho({
  memberId,
}: MembershipKey): (reply: { RoomMembership?: RoomMembership | undefined }) => boolean {
  return ({ RoomMembership: said }) => isMembership(said) && said.Member.MemberId === memberId;
}

function listsMembers({
  RoomMemberships: list,
}: {
  RoomMemberships?: RoomMembership[] | undefined;
}): boolean {
  return Array.isArray(list) && list.every((said: unknown) => isMembership(said));
}

function foundState({ accountId, roomId }: RoomKey, said: RoomMembership): RoomMembershipState {
  return membershipState({ accountId, roomId, memberId: said.Member?.MemberId ?? "", role: "Member" }, said);
}

function member({ memberId }: MembershipKey): string {
  return `member ${memberId}`;
}
