import * as pulumi from "@pulumi/pulumi";

import { dynamicInputs, typeToken } from "../schema/providerText";
import { parseRoomId } from "../schema/rooms/roomId";
import { idOutput } from "./idOutput";
import { noteOwned } from "./programLedger";

/** The arguments of a {@link Room}. */
export interface RoomArgs {
  /**
   * The id of the Amazon Chime account that the room is to belong to (not the AWS account's number). Another id
   * replaces the room.
   */
  accountId: pulumi.Input<string>;
  /** The name that people see. Need not be unique. Another name renames the room in place. */
  name: pulumi.Input<string>;
}

/**
 * An Amazon Chime room.
 *
 * Creating it calls CreateRoom, changing its name UpdateRoom, and taking it out of the program DeleteRoom, which also
 * deletes what was said in it: consider the option `protect: true`. A room that Amazon Chime no longer knows counts as
 * deleted; any other refusal fails the deployment and keeps the resource in the state.
 *
 * ```typescript
 * const room = new chime.Room("launch", { accountId, name: "Launch" });
 * new chime.RoomMembership("ana", { accountId, roomId: room.roomId, memberId });
 * ```
 *
 * Its resource id is `accountId/roomId`; what other resources ask for is its {@link Room.roomId}.
 *
 * Sources: https://docs.aws.amazon.com/chime/latest/APIReference/API_CreateRoom.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_GetRoom.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoom.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoom.html
 */
export class Room extends pulumi.CustomResource {
  /**
   * Looks a room up that exists, whoever made it. It is read, not managed: nothing is ever changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The room, as `accountId/roomId`.
   * @param opts The options of any Pulumi resource.
   * @throws Error at once when `id` has another form; the deployment fails when there is no such room.
   */
  public static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Room {
    if (typeof id === "string") parseRoomId(id);
    // A look-up has an id in the place of arguments.
    return new Room(name, {} as RoomArgs, { ...opts, id });
  }

  /** The id of the Amazon Chime account that the room belongs to. */
  declare public readonly accountId: pulumi.Output<string>;
  /** The id of the room, as memberships ask for it. A preview of a change in place knows it. */
  declare public readonly roomId: pulumi.Output<string>;
  /** The name that people see. */
  declare public readonly name: pulumi.Output<string>;
  /** Who created the room, as Amazon Chime says; undefined where it does not. */
  declare public readonly createdBy: pulumi.Output<string | undefined>;

  /**
   * Declares a room.
   *
   * @param name The unique name of the resource in the program, which is not the room's.
   * @param args The account and the room's name. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: RoomArgs, opts?: pulumi.CustomResourceOptions) {
    // Outputs that are not arguments must be named, or the program could not read them.
    const inputs = { roomId: undefined, createdBy: undefined, ...args };
    super(typeToken("Room"), name, dynamicInputs("Room", inputs), opts);
    this.roomId = idOutput(this, "roomId", (id) => parseRoomId(id).roomId, opts);
    if (opts?.id === undefined && opts?.urn === undefined) noteOwned(this);
  }
}
