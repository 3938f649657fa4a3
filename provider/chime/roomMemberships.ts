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
import type { RoomMembershipInputs, RoomMembershipState } from "../contract/roomMembership";
import type { ChimeCaller, Send } from "./call";
import { existedError } from "./chimeError";
import { pagesOf } from "./pages";

/** The most memberships that one List call may ask for. */
const LIST_PAGE_SIZE = 99;

/** A membership as List shows it. */
export interface FoundMembership {
  state: RoomMembershipState;
  /** How long ago it was changed last, by the clock of Amazon Chime; 0 where that is not said. */
  ageSeconds: number;
}

/** The calls of Amazon Chime about room memberships. Each fails with a `ChimeError`. */
export class RoomMemberships {
  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ChimeCaller,
  ) {}

  /**
   * CreateRoomMembership: makes somebody a member.
   *
   * @throws ChimeError of the kind `conflict` when it is one already, also where Amazon Chime answers a success.
   */
  public async create(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    const call = {
      operation: "CreateRoomMembership",
      purpose: `add ${member(membership)} to ${room(membership)} as ${membership.role}`,
      uncertainty: "The member may have been added all the same; the next `pulumi up` will see to it.",
    };
    const { memberId: MemberId, role: Role } = membership;
    const command = new CreateRoomMembershipCommand({ ...roomPath(membership), MemberId, Role });
    const start = Date.now();
    const send: Send<CreateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.caller.call(call, 201, send, saysWho(membership));
    const said = reply.RoomMembership ?? {};
    if (existedBefore(said, membership, this.serviceTime(start))) throw existedError(call, reply.$metadata);
    return stateOf(membership, said);
  }

  /** UpdateRoomMembership: gives a member another role. */
  public async updateRole(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    const call = {
      operation: "UpdateRoomMembership",
      purpose: `give ${member(membership)} of ${room(membership)} the role ${membership.role}`,
    };
    const command = new UpdateRoomMembershipCommand({ ...memberPath(membership), Role: membership.role });
    const send: Send<UpdateRoomMembershipCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.caller.call(call, 200, send, saysWho(membership));
    return stateOf(membership, reply.RoomMembership ?? {});
  }

  /** DeleteRoomMembership: takes a member out. */
  public async remove(key: MembershipKey): Promise<void> {
    const call = {
      operation: "DeleteRoomMembership",
      purpose: `remove ${member(key)} from ${room(key)}`,
      consequence: "The membership stays in the Pulumi state until a deployment has removed it.",
    };
    const command = new DeleteRoomMembershipCommand(memberPath(key));
    await this.caller.call(call, 204, (options) => this.client.send(command, options));
  }

  /** ListRoomMemberships, page by page until the member is found: its membership, or undefined. */
  public async find(key: MembershipKey): Promise<FoundMembership | undefined> {
    for await (const page of this.list(key)) {
      const found = page.find(({ Member }) => Member?.MemberId === key.memberId);
      if (!found) continue;
      const age = found.UpdatedTimestamp ? this.serviceTime() - found.UpdatedTimestamp.getTime() : 0;
      return { state: stateOf({ ...key, role: "Member" }, found), ageSeconds: age / 1000 };
    }
    return undefined;
  }

  // The SDK learns from the replies how far this machine's clock is off.
  private serviceTime(local = Date.now()): number {
    return local + this.client.config.systemClockOffset;
  }

  private list(key: MembershipKey): AsyncGenerator<RoomMembership[]> {
    const call = { operation: "ListRoomMemberships", purpose: `read the members of ${room(key)}` };
    return pagesOf(room(key), async (token) => {
      const command = new ListRoomMembershipsCommand({
        ...roomPath(key),
        MaxResults: LIST_PAGE_SIZE,
        NextToken: token,
      });
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
  return ({ RoomMembership: said }) => said?.Member?.MemberId === memberId && isMembership(said);
}

/** Whether a reply to ListRoomMemberships is a whole list of members. */
export function listsMembers({
  RoomMemberships: list,
}: {
  RoomMemberships?: RoomMembership[] | undefined;
}): boolean {
  return Array.isArray(list) && list.every((said: unknown) => isMembership(said));
}

// What comes over the network need not be of the SDK's types, and what is kept of it must be plain text.
function isMembership(said: unknown): boolean {
  const { Member: member, Role: role, InvitedBy: invitedBy } = (said ?? {}) as Record<string, unknown>;
  const { MemberId: id, MemberType: type } = (member ?? {}) as Record<string, unknown>;
  const texts = [type, invitedBy].filter((value) => value !== undefined && value !== null);
  const knownRole = role === undefined || role === null || role === "Member" || role === "Administrator";
  return typeof id === "string" && knownRole && texts.every((value) => typeof value === "string");
}

function roomPath({ accountId, roomId }: MembershipKey): { AccountId: string; RoomId: string } {
  return { AccountId: accountId, RoomId: roomId };
}

function memberPath(key: MembershipKey): { AccountId: string; RoomId: string; MemberId: string } {
  return { ...roomPath(key), MemberId: key.memberId };
}

function room({ accountId, roomId }: MembershipKey): string {
  return `room ${roomId} (account ${accountId})`;
}

function member({ memberId }: MembershipKey): string {
  return `member ${memberId}`;
}

// What Amazon Chime says holds over what was asked for. E-mail address and name are left out on purpose, and
// undefined values because the engine cannot take them.
function stateOf(asked: RoomMembershipInputs, said: RoomMembership): RoomMembershipState {
  const { accountId, roomId, memberId, role } = asked;
  return {
    accountId,
    roomId,
    memberId,
    role: said.Role ?? role,
    ...(said.Member?.MemberType === undefined ? {} : { memberType: said.Member.MemberType }),
    ...(said.InvitedBy === undefined ? {} : { invitedBy: said.InvitedBy }),
  };
}
