import { formatMembershipId } from "../contract/membershipId";
import { dynamicInputs, typeToken } from "../contract/providerText";
import { formatRoomId, type RoomKey } from "../contract/roomId";
import type { RoomMembershipState } from "../contract/roomMembership";
import type { Roster } from "../contract/roster";

/** A membership with the name that its resource is to have. */
export interface NamedMembership extends RoomMembershipState {
  resourceName: string;
}

/** A resource as a file for `pulumi import --file` has it. */
export interface ImportEntry {
  type: string;
  name: string;
  id: string;
  inputs: object;
  outputs: object;
}

/**
 * The text of a file for `pulumi import --file`. It brings the state of each resource along: Pulumi cannot read a
 * dynamic resource by its id alone.
 */
export function importFileOf(resources: readonly ImportEntry[]): string {
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

/** The resource of one membership. */
export function membershipEntry({ resourceName, ...state }: NamedMembership): ImportEntry {
  const { accountId, roomId, memberId, role } = state;
  return {
    type: typeToken("RoomMembership"),
    name: resourceName,
    id: formatMembershipId(state),
    inputs: dynamicInputs("RoomMembership", { accountId, roomId, memberId, role }),
    outputs: dynamicInputs("RoomMembership", state),
  };
}

/** The one resource of all these members. */
export function rosterEntry(name: string, roster: RoomKey & Roster): ImportEntry {
  return {
    type: typeToken("RoomRoster"),
    name,
    id: formatRoomId(roster),
    inputs: dynamicInputs("RoomRoster", roster),
    outputs: dynamicInputs("RoomRoster", roster),
  };
}
