import type * as pulumi from "@pulumi/pulumi";

import { validateAccountId } from "../schema/rooms/roomIdValidators";
import { invoke, invokeOutput, type Lookup } from "./lookup";
import { sortedBy } from "./sortedBy";

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
  name?: pulumi.Input<string | undefined>;
}

/** A room of an account. */
export interface GetRoomsRoom {
  /** The account, as in the arguments. */
  accountId: string;
  /** The id of the room. */
  roomId: string;
  /** The display name. */
  name: string;
  /** The id of the creator; not set where Amazon Chime does not return it. */
  createdBy?: string;
}

/** The result of {@link getRooms}. */
export interface GetRoomsResult {
  /** The account, as in the arguments. */
  accountId: string;
  /** The rooms, sorted by id. */
  rooms: GetRoomsRoom[];
}

/**
 * Lists the rooms of an account. It runs in every preview and update.
 *
 * ```typescript
 * const { rooms } = await chime.getRooms({ accountId });
 * ```
 *
 * @param args The account, and the name to look for.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; when there is no such account; or when a
 * call fails.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRooms.html
 */
export function getRooms(args: GetRoomsArgs, opts?: pulumi.InvokeOptions): Promise<GetRoomsResult> {
  return invoke(GET_ROOMS_LOOKUP, args, opts);
}

/**
 * As {@link getRooms}, for arguments that are Outputs. The result is unknown in a preview while an argument is
 * unknown or comes from a resource that does not exist yet.
 *
 * @param args The account, and the name to look for.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getRooms} throws.
 */
export function getRoomsOutput(
  args: GetRoomsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetRoomsResult> {
  return invokeOutput(GET_ROOMS_LOOKUP, args, opts);
}

/** @internal {@link getRooms} as data. */
export const GET_ROOMS_LOOKUP: Lookup<GetRoomsArgs, GetRoomsResult> = {
  name: "getRooms",
  validators: {
    accountId: validateAccountId,
    name: (value) => (value === undefined ? undefined : validateLookupName(value)),
  },
  find: async ({ rooms }, { accountId, name }) => {
    const all = await rooms.list(accountId);
    const named = all.filter((room) => name === undefined || room.name === name);
    return { accountId, rooms: sortedBy(named, ({ roomId }) => roomId) };
  },
};

/** Validates the name of a room to look up. */
export function validateLookupName(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is required.";
  if (typeof value !== "string") return "must be a string.";
  return value.trim() === "" ? "must not be blank." : undefined;
}
