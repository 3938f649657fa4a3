import * as pulumi from "@pulumi/pulumi";

import { parseRoomId } from "../schema/rooms/roomId";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { idOutput } from "./idOutput";
import { isDeclared } from "./declareOnce";
import { recordOwned } from "./programLedger";
import { rememberResourceId } from "./roomIdMistake";

/** The arguments of a {@link Room}. */
export interface RoomArgs {
  /**
   * The id of the room's Amazon Chime account (not the AWS account's number). A change replaces the room.
   */
  accountId: pulumi.Input<string>;
  /** The display name. Need not be unique. Updated in place. */
  name: pulumi.Input<string>;
}

/** Properties of {@link Room.get} that the program knows already. */
export type RoomState = Partial<RoomArgs>;

/**
 * An Amazon Chime room.
 *
 * Pulumi creates it with CreateRoom, renames it with UpdateRoom and deletes it with DeleteRoom. DeleteRoom also deletes
 * the messages in the room: consider the resource option `protect: true`. A room that does not exist counts as deleted;
 * any other error fails the deployment and keeps the resource in the state.
 *
 * ```typescript
 * const room = new chime.Room("launch", { accountId, name: "Launch" });
 * new chime.RoomMembership("ana", { accountId, roomId: room.roomId, memberId });
 * ```
 *
 * The resource id is `accountId/roomId`. Other resources take {@link Room.roomId}.
 *
 * Sources: https://docs.aws.amazon.com/chime/latest/APIReference/API_CreateRoom.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_GetRoom.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoom.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoom.html
 */
export class Room extends pulumi.CustomResource {
  /**
   * Reads an existing room, which Pulumi does not manage: it is never changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The room, as `accountId/roomId`.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when there is no such room.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: RoomState,
    opts?: pulumi.CustomResourceOptions,
  ): Room {
    const lookup = lookupOptions(name, id, state, opts, parseRoomId);
    return new Room(name, {} as RoomArgs, lookup);
  }

  /** Whether a value is a {@link Room}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is Room {
    return isResource("Room", value);
  }

  /** The id of the room's Amazon Chime account. */
  declare public readonly accountId: pulumi.Output<string>;
  /** The id of the room, for memberships. Known in the preview of an update. */
  declare public readonly roomId: pulumi.Output<string>;
  /** The display name. */
  declare public readonly name: pulumi.Output<string>;
  /** The id of the creator; not set where Amazon Chime does not return it. */
  declare public readonly createdBy: pulumi.Output<string | undefined>;

  /**
   * Declares a room.
   *
   * @param name The unique name of the resource in the program, which is not the room's.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: RoomArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { roomId: undefined, createdBy: undefined, ...args };
    super(...resourceArguments("Room", name, inputs, opts));
    rememberResourceId(this.id);
    this.roomId = idOutput(this, "roomId", (id) => parseRoomId(id).roomId, opts);
    if (isDeclared(opts)) recordOwned(this);
  }
}
