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

import type { RoomInputs, RoomOutputs } from "../../schema/rooms/roomSchema";
import { describeRoom, type RoomKey } from "../../schema/rooms/roomId";
import type { ApiCaller, Send } from "../call/apiCaller";
import { isChimeError } from "../errors/chimeError";
import type { EntityApi, FoundEntity } from "../entityApi";
import type { MembershipApi } from "../memberships/membershipApi";
import { allOf, pagesOf } from "../call/pages";
import type { VisibleAccounts } from "../visibleAccounts";
import { roomParams } from "./roomMembershipShape";

/** The largest page of ListRooms. */
const LIST_PAGE_SIZE = 99;

/** The Amazon Chime operations on rooms. Each fails with a `ChimeError`. */
export class Rooms implements EntityApi<RoomKey, RoomInputs, RoomOutputs> {
  public readonly ambiguousRefusals = [] as const;

  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ApiCaller,
    private readonly memberships: Pick<MembershipApi<RoomKey>, "snapshot">,
    private readonly accounts: VisibleAccounts,
  ) {}

  /**
   * CreateRoom. The SDK generates one ClientRequestToken for all attempts of the call, so that they create one room.
   */
  public async create({ accountId, name }: RoomInputs): Promise<RoomOutputs> {
    const call = {
      operation: "CreateRoom",
      purpose: `create the room "${name}" in account ${accountId}`,
      // Unlike a membership, it cannot be kept in the state without its id.
      ifOutcomeUnknown:
        "The room may have been created anyway, and is not in the Pulumi state. Run " +
        "`PULUMI_CHIME_RECOVER=true pulumi up`, which names an empty room of this name instead of creating a second one.",
    };
    const command = new CreateRoomCommand({ AccountId: accountId, Name: name });
    const send: Send<CreateRoomCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.accounts.proving(accountId, this.caller.call(call, 201, send, hasRoom));
    return stateOf({ accountId, roomId: reply.Room?.RoomId ?? "", name }, reply.Room);
  }

  /** GetRoom: undefined if the room does not exist. */
  public async observe(key: RoomKey): Promise<FoundEntity<RoomOutputs> | undefined> {
    try {
      return { state: await this.accounts.confirming(key.accountId, this.get(key)) };
    } catch (error) {
      if (isChimeError(error, "notFound")) return undefined;
      throw error;
    }
  }

  /** GetRoom. */
  public async get(key: RoomKey): Promise<RoomOutputs> {
    const call = { operation: "GetRoom", purpose: `read ${describeRoom(key)}` };
    const command = new GetRoomCommand(roomParams(key));
    const send: Send<GetRoomCommandOutput> = (options) => this.client.send(command, options);
    const reply = await this.caller.call(call, 200, send, isAbout(key));
    return stateOf({ ...key, name: "" }, reply.Room);
  }

  /** UpdateRoom: renames the room. */
  public async update(key: RoomKey, { name }: RoomInputs): Promise<RoomOutputs> {
    const call = { operation: "UpdateRoom", purpose: `give ${describeRoom(key)} the name "${name}"` };
    const command = new UpdateRoomCommand({ ...roomParams(key), Name: name });
    const send: Send<UpdateRoomCommandOutput> = (options) => this.client.send(command, options);
    const change = this.caller.call(call, 200, send, isAbout(key));
    const reply = await this.accounts.proving(key.accountId, change);
    return stateOf({ ...key, name }, reply.Room);
  }

  /** DeleteRoom: deletes the room and its messages. */
  public async remove(key: RoomKey): Promise<void> {
    const call = {
      operation: "DeleteRoom",
      purpose: `delete ${describeRoom(key)}`,
      consequence: "The room stays in the Pulumi state until a deployment deletes it.",
    };
    const command = new DeleteRoomCommand(roomParams(key));
    const removal = this.caller.call(call, 204, (options) => this.client.send(command, options));
    await this.accounts.confirming(key.accountId, removal);
  }

  /** The rooms with this name. */
  public async *orphanCandidates({ accountId, name }: RoomInputs): AsyncGenerator<RoomOutputs> {
    for (const room of await this.list(accountId)) if (room.name === name) yield room;
  }

  /** Whether it has no members. With members it may have messages. */
  public async isUnused(room: RoomKey): Promise<boolean> {
    return (await this.memberships.snapshot(room)).members.size === 0;
  }

  /** ListRooms: all rooms of an account. */
  public async list(accountId: string): Promise<RoomOutputs[]> {
    const rooms = await allOf(this.pages(accountId));
    return rooms.map((room) => stateOf({ accountId, roomId: room.RoomId ?? "", name: "" }, room));
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

function hasRoom({ Room: room }: { Room?: Room | undefined }): boolean {
  const createdBy: unknown = room?.CreatedBy ?? "";
  return typeof room?.RoomId === "string" && typeof room.Name === "string" && typeof createdBy === "string";
}

function isAbout({ roomId }: RoomKey): (reply: { Room?: Room | undefined }) => boolean {
  return (reply) => hasRoom(reply) && reply.Room?.RoomId === roomId;
}

// The reply takes precedence over the request. Undefined values are left out, because the engine rejects them.
function stateOf(requested: RoomOutputs, room: Room | undefined): RoomOutputs {
  const { accountId, roomId, name } = requested;
  return {
    accountId,
    roomId,
    name: room?.Name ?? name,
    ...(room?.CreatedBy === undefined ? {} : { createdBy: room.CreatedBy }),
  };
}
