import { UserError } from "../userError";
import { joinIdParts, splitIdParts } from "../idParts";

/** The two Amazon Chime ids that identify a room. */
export interface RoomKey {
  accountId: string;
  roomId: string;
}

/** The Pulumi resource id of a room: `accountId/roomId`, each part percent-encoded. */
export function formatRoomId({ accountId, roomId }: RoomKey): string {
  return joinIdParts([accountId, roomId]);
}

/**
 * The inverse of {@link formatRoomId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseRoomId(id: string): RoomKey {
  const [accountId, roomId, ...rest] = splitIdParts(id);
  if (!accountId || !roomId || rest.length > 0) {
    throw new UserError(`"${id}" is not the id of a room: it has the form accountId/roomId.`, "Invalid id");
  }
  return { accountId, roomId };
}

/** A room, as errors name it. */
export function describeRoom({ accountId, roomId }: RoomKey): string {
  return `room ${roomId} (account ${accountId})`;
}
