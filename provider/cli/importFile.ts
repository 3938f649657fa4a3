import { formatMembershipId } from "../contract/membershipId";
import { dynamicInputs, typeToken } from "../contract/providerText";
import type { RoomMembershipState } from "../contract/roomMembership";

/** A membership with the name that its resource is to have. */
export interface NamedMembership extends RoomMembershipState {
  resourceName: string;
}

/**
 * The text of a file for `pulumi import --file`. It brings the state of each resource along: Pulumi cannot read a
 * dynamic resource by its id alone.
 */
export function importFileOf(memberships: readonly NamedMembership[]): string {
  return `${JSON.stringify({ resources: memberships.map(entryOf) }, undefined, 2)}\n`;
}

function entryOf({ resourceName, ...state }: NamedMembership): object {
  const { accountId, roomId, memberId, role } = state;
  return {
    type: typeToken("RoomMembership"),
    name: resourceName,
    id: formatMembershipId(state),
    inputs: dynamicInputs("RoomMembership", { accountId, roomId, memberId, role }),
    outputs: dynamicInputs("RoomMembership", state),
  };
}
