import {
  CreateRoomCommand,
  DeleteRoomCommand,
  GetRoomCommand,
  ListRoomsCommand,
  UpdateRoomCommand,
  type ChimeClient,
  type CreateRoomCommandOutput,
  type GetRoomCommandOutput,
  type ListRoomsCommandOutput,
  type Room,
  type UpdateRoomCommandOutput,
} from "@aws-sdk/client-chime";

import type { RoomInputs, RoomState } from "../../schema/rooms/roomSchema";
import { describeRoom } from "../../schema/rooms/roomMembershipSchema";
import type { RoomKey } from "../../schema/rooms/roomId";
import type { ApiCaller, Send } from "../call/apiCaller";
import { isChimeError } from "../errors/chimeError";
import type { EntityApi, FoundEntity } from "../entityApi";
import type { MembershipApi } from "../memberships/membershipApi";
import { pagesOf } from "../call/pages";
import type { VisibleAccounts } from "../visibleAccounts";
import { roomPath } from "./roomMembershipShape";

/** The most rooms that one List call may ask for. */
const LIST_PAGE_SIZE = 99;

/** The calls of Amazon Chime about rooms. Each fails with a `ChimeError`. */
export class Rooms implements EntityApi<RoomKey, RoomInputs, RoomState> {
  public readonly ambiguousRefusals = [] as const;

  /** @param memberships Who is in them. */
  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ApiCaller,
    private readonly memberships: Pick<MembershipApi<RoomKey>, "snapshot">,
    private readonly accounts: VisibleAccounts,
  ) {}

  /**
   * CreateRoom: makes a room. Its ClientRequestToken is the SDK's: one for each command, so that all attempts of this
   * call make one room.
   */
  public async create({ accountId, name }: RoomInputs): Promise<RoomState> {
    const call = {
      operation: "CreateRoom",
      purpose: `create the room "${name}" in account ${accountId}`,
      // Unlike a membership, it cannot be kept in the state: nobody knows its id.
      ifOutcomeUnknown:
        "The room may have been created anyway, and is not in the Pulumi state. Run " +
        "`PULUMI_CHIME_RECOVER=true pulumi up`, which names an empty room of this name instead of creating a second one.",
    };
    const command = new CreateRoomCommand({ AccountId: accountId, Name: name });
    const send: Send<CreateRoomCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.accounts.proving(accountId, this.caller.call(call, 201, send, saysWhich));
    return stateOf({ accountId, roomId: reply.Room?.RoomId ?? "", name }, reply.Room);
  }

  /** GetRoom: the room as it is now; undefined where there is none. */
  public async observe(key: RoomKey): Promise<FoundEntity<RoomState> | undefined> {
    try {
      return { state: await this.accounts.confirming(key.accountId, this.get(key)) };
    } catch (error) {
      if (isChimeError(error, "notFound")) return undefined;
      throw error;
    }
  }

  /** GetRoom: the room as it is now. */
  public async get(key: RoomKey): Promise<RoomState> {
    const call = { operation: "GetRoom", purpose: `read ${describeRoom(key)}` };
    const command = new GetRoomCommand(roomPath(key));
    const send: Send<GetRoomCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.caller.call(call, 200, send, isAbout(key));
    return stateOf({ ...key, name: "" }, reply.Room);
  }

  /** UpdateRoom: gives the room another name. */
  public async update(key: RoomKey, { name }: Pick<RoomInputs, "name">): Promise<RoomState> {
    const call = { operation: "UpdateRoom", purpose: `give ${describeRoom(key)} the name "${name}"` };
    const command = new UpdateRoomCommand({ ...roomPath(key), Name: name });
    const send: Send<UpdateRoomCommandOutput> = (options) => this.client.send(command, options);
    const change = this.caller.call(call, 200, send, isAbout(key));
    const reply = await this.accounts.proving(key.accountId, change);
    return stateOf({ ...key, name }, reply.Room);
  }

  /** DeleteRoom: removes the room and all that was said in it. */
  public async remove(key: RoomKey): Promise<void> {
    const call = {
      operation: "DeleteRoom",
      purpose: `delete ${describeRoom(key)}`,
      consequence: "The room stays in the Pulumi state until a deployment deletes it.",
    };
    const command = new DeleteRoomCommand(roomPath(key));
    const removal = this.caller.call(call, 204, (options) => this.client.send(command, options));
    await this.accounts.confirming(key.accountId, removal);
  }

  /** The rooms with the name. */
  public async *namesakes({ accountId, name }: RoomInputs): AsyncGenerator<RoomState> {
    for (const room of await this.list(accountId)) if (room.name === name) yield room;
  }

  /** Whether nobody is in it. In one where somebody is, there may be what somebody has said. */
  public async isUnused(room: RoomKey): Promise<boolean> {
    return (await this.memberships.snapshot(room)).members.size === 0;
  }

  /** ListRooms: all rooms of an account. */
  public async list(accountId: string): Promise<RoomState[]> {
    const rooms: RoomState[] = [];
    for await (const page of this.pages(accountId)) {
      rooms.push(...page.map((room) => stateOf({ accountId, roomId: room.RoomId ?? "", name: "" }, room)));
    }
    return rooms;
  }

  private pages(accountId: string): AsyncGenerator<Room[]> {
    const call = { operation: "ListRooms", purpose: `list the rooms of account ${accountId}` };
    return pagesOf(call, async (token) => {
      const page = { AccountId: accountId, MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const command = new ListRoomsCommand(page);
      const send: Send<ListRoomsCommandOutput> = (options) => this.client.send(command, options);
      const reading = this.caller.call(call, 200, send, ({ Rooms: list }) => Array.isArray(list));
      const reply = await this.accounts.proving(accountId, reading);
      return { items: reply.Rooms ?? [], nextToken: reply.NextToken };
    });
  }
}

function saysWhich({ Room: said }: { Room?: Room | undefined }): boolean {
  const createdBy: unknown = said?.CreatedBy ?? "";
  return typeof said?.RoomId === "string" && typeof said.Name === "string" && typeof createdBy === "string";
}

function isAbout({ roomId }: RoomKey): (reply: { Room?: Room | undefined }) => boolean {
  return (reply) => saysWhich(reply) && reply.Room?.RoomId === roomId;
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
