import type * as pulumi from "@pulumi/pulumi";

import { validateId } from "../schema/validators";
import { roomNameProblem, type GetRoomsRoom } from "./getRooms";
import { ask, askOutput, type Lookup } from "./lookup";
import { theOnly } from "./theOnly";

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
 * Finds the room that has a name. It asks whenever the program runs, in a preview too. To look at a room by its id
 * there is `Room.get`.
 *
 * ```typescript
 * const { roomId } = await chime.getRoom({ accountId, name: "Launch" });
 * ```
 *
 * @param args The account and the name.
 * @param opts Whose settings to use: `{ provider }`. Default: those of the stack.
 * @throws Error when an argument cannot be used, before anything is called; when no room, or more than one, has the
 * name; or when Amazon Chime refuses.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRooms.html
 */
export function getRoom(args: GetRoomArgs, opts?: pulumi.InvokeOptions): Promise<GetRoomResult> {
  return ask(LOOKUP, args, opts);
}

/**
 * As {@link getRoom}, for arguments that are Outputs. While one of them is unknown in a preview, or comes from a
 * resource that does not exist yet, so is the result.
 *
 * @param args The account and the name.
 * @param opts Whose settings to use: `{ provider }`, and what must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for what {@link getRoom} throws.
 */
export function getRoomOutput(
  args: GetRoomOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetRoomResult> {
  return askOutput(LOOKUP, args, opts);
}

const LOOKUP: Lookup<GetRoomArgs, GetRoomResult> = {
  name: "getRoom",
  rules: { accountId: validateId, name: roomNameProblem },
  find: async ({ rooms }, { accountId, name }) => {
    const found = (await rooms.list(accountId)).filter((room) => room.name === name);
    return theOnly(found, {
      sought: `room named "${name}" in account ${accountId}`,
      idOf: ({ roomId }) => roomId,
    });
  },
};
