import {
  CreateRoomMembershipCommand,
  DeleteRoomMembershipCommand,
  ListRoomMembershipsCommand,
  UpdateRoomMembershipCommand,
  type ChimeClient,
  type RoomMembership,
} from "@aws-sdk/client-chime";

import type { MembershipKey } from "../contract/membershipId";
import type { RoomMembershipInputs, RoomMembershipState } from "../contract/roomMembership";
import type { ChimeCaller } from "./call";
import { pagesOf } from "./pages";

/** The most memberships that one List call may ask for. */
const LIST_PAGE_SIZE = 99;

/** The calls of Amazon Chime about room memberships. Each fails with a `ChimeError`. */
export class RoomMemberships {
  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ChimeCaller,
  ) {}

  /** CreateRoomMembership: makes somebody a member. */
  public async create(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    const call = {
      operation: "CreateRoomMembership",
      purpose: `add ${member(membership)} to ${room(membership)} as ${membership.role}`,
    };
    const { memberId: MemberId, role: Role } = membership;
    const command = new CreateRoomMembershipCommand({ ...roomPath(membership), MemberId, Role });
    const reply = await this.caller.call(call, 201, (options) => this.client.send(command, options));
    return stateOf(membership, reply.RoomMembership ?? {});
  }

  /** UpdateRoomMembership: gives a member another role. */
  public async updateRole(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    const call = {
      operation: "UpdateRoomMembership",
      purpose: `give ${member(membership)} of ${room(membership)} the role ${membership.role}`,
    };
    const command = new UpdateRoomMembershipCommand({ ...memberPath(membership), Role: membership.role });
    const reply = await this.caller.call(call, 200, (options) => this.client.send(command, options));
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
  public async find(key: MembershipKey): Promise<RoomMembershipState | undefined> {
    for await (const page of this.list(key)) {
      const found = page.find(({ Member }) => Member?.MemberId === key.memberId);
      if (found) return stateOf({ ...key, role: "Member" }, found);
    }
    return undefined;
  }

  private list(key: MembershipKey): AsyncGenerator<RoomMembership[]> {
    const call = { operation: "ListRoomMemberships", purpose: `read the members of ${room(key)}` };
    return pagesOf(room(key), async (token) => {
      const command = new ListRoomMembershipsCommand({
        ...roomPath(key),
        MaxResults: LIST_PAGE_SIZE,
        NextToken: token,
      });
      const reply = await this.caller.call(call, 200, (options) => this.client.send(command, options));
      return { items: reply.RoomMemberships ?? [], nextToken: reply.NextToken };
    });
  }
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
