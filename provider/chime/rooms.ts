import {
  CreateRoomCommand,
  DeleteRoomCommand,
  GetRoomCommand,
  ListRoomMembershipsCommand,
  ListRoomsCommand,
  UpdateRoomCommand,
  type ChimeClient,
  type CreateRoomCommandOutput,
  type GetRoomCommandOutput,
  type ListRoomMembershipsCommandOutput,
  type ListRoomsCommandOutput,
  type Member,
  type Room,
  type RoomMembership,
} from "@aws-sdk/client-chime";

import type { RoomInputs, RoomState } from "../contract/room";
import type { RoomKey } from "../contract/roomId";
import type { RoomMembershipState } from "../contract/roomMembership";
import type { ChimeCaller, Send } from "./call";
import { pagesOf } from "./pages";
import { listsMembers } from "./roomMemberships";

/** The most rooms, or memberships, that one List call may ask for. */
const LIST_PAGE_SIZE = 99;

/** What is personal about a member. It belongs into no state and no log. */
export interface Person {
  email?: string;
  fullName?: string;
}

/** Somebody in a room: the membership, and apart from it what is personal. */
export interface RoomMember {
  membership: RoomMembershipState;
  person: Person;
}

/** The calls of Amazon Chime about rooms. Each fails with a `ChimeError`. */
export class Rooms {
  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ChimeCaller,
  ) {}

  /**
   * CreateRoom: makes a room. Its ClientRequestToken is the SDK's: one for each command, so that all attempts of this
   * call make one room.
   */
  public async create({ accountId, name }: RoomInputs): Promise<RoomState> {
    const call = { operation: "CreateRoom", purpose: `create the room "${name}" in account ${accountId}` };
    const command = new CreateRoomCommand({ AccountId: accountId, Name: name });
    const send: Send<CreateRoomCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.caller.call(call, 201, send, saysWhich);
    return stateOf({ accountId, roomId: reply.Room?.RoomId ?? "", name }, reply.Room);
  }

  /** GetRoom: the room as it is now. */
  public async get(key: RoomKey): Promise<RoomState> {
    const call = { operation: "GetRoom", purpose: `read ${described(key)}` };
    const command = new GetRoomCommand(path(key));
    const send: Send<GetRoomCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.caller.call(call, 200, send, saysWhich);
    return stateOf({ ...key, name: "" }, reply.Room);
  }

  /** UpdateRoom: gives the room another name. */
  public async rename(key: RoomKey, name: string): Promise<RoomState> {
    const call = { operation: "UpdateRoom", purpose: `give ${described(key)} the name "${name}"` };
    const command = new UpdateRoomCommand({ ...path(key), Name: name });
    const reply = await this.caller.call(call, 200, (options) => this.client.send(command, options));
    return stateOf({ ...key, name }, reply.Room);
  }

  /** DeleteRoom: removes the room and all that was said in it. */
  public async remove(key: RoomKey): Promise<void> {
    const call = {
      operation: "DeleteRoom",
      purpose: `delete ${described(key)}`,
      consequence: "The room stays in the Pulumi state until a deployment has deleted it.",
    };
    const command = new DeleteRoomCommand(path(key));
    await this.caller.call(call, 204, (options) => this.client.send(command, options));
  }

  /** ListRooms: all rooms of an account. */
  public list(accountId: string): Promise<RoomState[]> {
    const call = { operation: "ListRooms", purpose: `list the rooms of account ${accountId}` };
    const pages = pagesOf(`the rooms of account ${accountId}`, async (token) => {
      const command = new ListRoomsCommand({
        AccountId: accountId,
        MaxResults: LIST_PAGE_SIZE,
        NextToken: token,
      });
      const send: Send<ListRoomsCommandOutput> = (options) => this.client.send(command, options);
      const reply = await this.caller.call(call, 200, send, ({ Rooms: list }) => Array.isArray(list));
      return { items: reply.Rooms ?? [], nextToken: reply.NextToken };
    });
    return collect(pages, (room) => stateOf({ accountId, roomId: room.RoomId ?? "", name: "" }, room));
  }

  /** ListRoomMemberships: everybody in a room. */
  public members(key: RoomKey): Promise<RoomMember[]> {
    const call = { operation: "ListRoomMemberships", purpose: `read the members of ${described(key)}` };
    const pages = pagesOf(`the members of ${described(key)}`, async (token) => {
      const command = new ListRoomMembershipsCommand({
        ...path(key),
        MaxResults: LIST_PAGE_SIZE,
        NextToken: token,
      });
      const send: Send<ListRoomMembershipsCommandOutput> = (options) => this.client.send(command, options);
      const reply = await this.caller.call(call, 200, send, listsMembers);
      return { items: reply.RoomMemberships ?? [], nextToken: reply.NextToken };
    });
    return collect(pages, (membership) => memberOf(key, membership));
  }
}

function saysWhich({ Room: said }: { Room?: Room | undefined }): boolean {
  return typeof said?.RoomId === "string" && typeof said.Name === "string";
}

async function collect<Said, Item>(
  pages: AsyncGenerator<Said[]>,
  itemOf: (said: Said) => Item,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page.map(itemOf));
  return items;
}

function path({ accountId, roomId }: RoomKey): { AccountId: string; RoomId: string } {
  return { AccountId: accountId, RoomId: roomId };
}

function described({ accountId, roomId }: RoomKey): string {
  return `room ${roomId} (account ${accountId})`;
}

// What Amazon Chime says holds over what was asked for. Undefined values are left out: the engine cannot take them.
function stateOf(asked: RoomState, said: Room | undefined): RoomState {
  const { accountId, roomId, name } = asked;
  return {
    accountId,
    roomId,
    name: said?.Name ?? name,
    ...(said?.CreatedBy === undefined ? {} : { createdBy: said.CreatedBy }),
  };
}

function memberOf(key: RoomKey, said: RoomMembership): RoomMember {
  return { membership: membershipOf(key, said), person: personOf(said.Member ?? {}) };
}

function membershipOf(
  { accountId, roomId }: RoomKey,
  { Member, Role, InvitedBy }: RoomMembership,
): RoomMembershipState {
  return {
    accountId,
    roomId,
    memberId: Member?.MemberId ?? "",
    role: Role ?? "Member",
    ...(Member?.MemberType === undefined ? {} : { memberType: Member.MemberType }),
    ...(InvitedBy === undefined ? {} : { invitedBy: InvitedBy }),
  };
}

function personOf({ Email, FullName }: Member): Person {
  return {
    ...(Email === undefined ? {} : { email: Email }),
    ...(FullName === undefined ? {} : { fullName: FullName }),
  };
}
