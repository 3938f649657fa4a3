import { UserError } from "../userError";
import { joinIdParts, splitIdParts } from "../idParts";

/** The three Amazon Chime ids that identify a membership. */
export interface RoomMembershipKey {
  accountId: string;
  roomId: string;
  memberId: string;
}

/** The Pulumi resource id of a membership: `accountId/roomId/memberId`, each part percent-encoded. */
export function formatRoomMembershipId({ accountId, roomId, memberId }: RoomMembershipKey): string {
  return joinIdParts([accountId, roomId, memberId]);
}

/**
 * The inverse of {@link formatRoomMembershipId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseRoomMembershipId(id: string): RoomMembershipKey {
  const [accountId, roomId, memberId, ...rest] = splitIdParts(id);
  if (!accountId || !roomId || !memberId || rest.length > 0) {
    throw new UserError(
      `"${id}" is not the id of a room membership: it has the form accountId/roomId/memberId.`,
      "Invalid id",
    );
  }
  return { accountId, roomId, memberId };
}
