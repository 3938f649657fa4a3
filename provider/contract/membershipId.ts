import { joinIdParts, splitIdParts } from "./idParts";

/** The three Amazon Chime ids that name one membership. */
export interface MembershipKey {
  accountId: string;
  roomId: string;
  memberId: string;
}

/**
 * The Pulumi resource id of a membership: `accountId/roomId/memberId`, each part percent-encoded, so that an
 * id with a slash in it cannot be mistaken for two.
 */
export function formatMembershipId({ accountId, roomId, memberId }: MembershipKey): string {
  return joinIdParts([accountId, roomId, memberId]);
}

/**
 * The inverse of {@link formatMembershipId}.
 *
 * @throws Error when `id` is not of that form.
 */
export function parseMembershipId(id: string): MembershipKey {
  const [accountId, roomId, memberId, ...rest] = splitIdParts(id);
  if (!accountId || !roomId || !memberId || rest.length > 0) {
    throw new Error(`"${id}" is not the id of a room membership: it has the form accountId/roomId/memberId.`);
  }
  return { accountId, roomId, memberId };
}
