import type * as pulumi from "@pulumi/pulumi";

import { validateAccountId } from "../schema/rooms/roomIdValidators";
import { validateLookupName, type GetRoomsRoom } from "./getRooms";
import { invoke, invokeOutput, type Lookup } from "./lookup";
import { exactlyOne } from "./exactlyOne";

/** The arguments of {@link getRoom}. */
export interface GetRoomArgs {
  /** The id of the Amazon Chime account (not the AWS account's number). */
  accountId: string;
  /** The name of the room, exactly. */
  name: string;
}

/** The arguments of {@link getRoomOutput}. */
export interface GetRoomOutputArgs {
  /** The id of the Amazon Chime account (not the AWS account's number). */
  accountId: pulumi.Input<string>;
  /** The name of the room, exactly. */
  name: pulumi.Input<string>;
}

/** The result of {@link getRoom}. */
export type GetRoomResult = GetRoomsRoom;

/**
 * Returns the room with a name. It runs in every preview and update. To read a room by its
 * id, use `Room.get`.
 *
 * ```typescript
 * const { roomId } = await chime.getRoom({ accountId, name: "Launch" });
 * ```
 *
 * @param args The account and the name.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; when no room, or more than one, has the
 * name; or when a call fails.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRooms.html
 */
export function getRoom(args: GetRoomArgs, opts?: pulumi.InvokeOptions): Promise<GetRoomResult> {
  return invoke(GET_ROOM_LOOKUP, args, opts);
}

/**
 * As {@link getRoom}, for arguments that are Outputs. The result is unknown in a preview while an argument is
 * unknown or comes from a resource that does not exist yet.
 *
 * @param args The account and the name.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getRoom} throws.
 */
export function getRoomOutput(
  args: GetRoomOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetRoomResult> {
  return invokeOutput(GET_ROOM_LOOKUP, args, opts);
}

/** @internal {@link getRoom} as data. */
export const GET_ROOM_LOOKUP: Lookup<GetRoomArgs, GetRoomResult> = {
  name: "getRoom",
  validators: { accountId: validateAccountId, name: validateLookupName },
  find: async ({ rooms }, { accountId, name }) => {
    const found = (await rooms.list(accountId)).filter((room) => room.name === name);
    return exactlyOne(found, {
      description: `room named "${name}" in account ${accountId}`,
      idOf: ({ roomId }) => roomId,
    });
  },
};
