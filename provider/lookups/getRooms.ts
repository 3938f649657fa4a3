import type * as pulumi from "@pulumi/pulumi";

import type { RoomState } from "../schema/rooms/roomSchema";
import { validateId } from "../schema/validators";
import { ask, askOutput, type Lookup } from "./lookup";

/** The arguments of {@link getRooms}. */
export interface GetRoomsArgs {
  /** The id of the Amazon Chime account (not the AWS account's number). */
  accountId: string;
  /** Only rooms of exactly this name. Default: all rooms. */
  name?: string;
}

/** The arguments of {@link getRoomsOutput}. */
export interface GetRoomsOutputArgs {
  /** The id of the Amazon Chime account (not the AWS account's number). */
  accountId: pulumi.Input<string>;
  /** Only rooms of exactly this name. Default: all rooms. */
  name?: pulumi.Input<string>;
}

/** A room of an account. */
export interface GetRoomsRoom {
  /** The account that was asked for. */
  accountId: string;
  /** The id of the room. */
  roomId: string;
  /** The name that people see. */
  name: string;
  /** Who created the room, as Amazon Chime says. */
  createdBy?: string;
}

/** The result of {@link getRooms}. */
export interface GetRoomsResult {
  /** The account that was asked for. */
  accountId: string;
  /** The rooms, by their ids in ascending order. */
  rooms: GetRoomsRoom[];
}

/**
 * Lists the rooms of an account. It asks whenever the program runs, in a preview too.
 *
 * ```typescript
 * const { rooms } = await chime.getRooms({ accountId });
 * ```
 *
 * @param args The account, and the name to look for.
 * @param opts Whose settings to use: `{ provider }`. Default: those of the stack.
 * @throws Error when an argument cannot be used, before anything is called; when there is no such account; or when
 * Amazon Chime refuses.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRooms.html
 */
export function getRooms(args: GetRoomsArgs, opts?: pulumi.InvokeOptions): Promise<GetRoomsResult> {
  return ask(LOOKUP, args, opts);
}

/**
 * As {@link getRooms}, for arguments that are Outputs. While one of them is unknown in a preview, or comes from a
 * resource that does not exist yet, so is the result.
 *
 * @param args The account, and the name to look for.
 * @param opts Whose settings to use: `{ provider }`, and what must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for what {@link getRooms} throws.
 */
export function getRoomsOutput(
  args: GetRoomsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetRoomsResult> {
  return askOutput(LOOKUP, args, opts);
}

const LOOKUP: Lookup<GetRoomsArgs, GetRoomsResult> = {
  name: "getRooms",
  rules: {
    accountId: validateId,
    name: (value) => (value === undefined ? undefined : roomNameProblem(value)),
  },
  find: async ({ rooms }, { accountId, name }) => {
    const all = await rooms.list(accountId);
    return { accountId, rooms: all.filter((room) => name === undefined || room.name === name).sort(byId) };
  },
};

/** The rule for the name of a room to look for. */
export function roomNameProblem(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is required.";
  if (typeof value !== "string") return "must be a string.";
  return value.trim() === "" ? "must not be blank." : undefined;
}

function byId(one: RoomState, other: RoomState): number {
  return one.roomId < other.roomId ? -1 : 1;
}
