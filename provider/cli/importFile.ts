import { dynamicInputs, typeToken } from "../schema/providerText";
import type { ImportedMember, ImportSource } from "./importSource";

/** A member with the name of its resource. */
export interface NamedMember extends ImportedMember {
  resourceName: string;
}

/** A resource in a file for `pulumi import --file`. */
export interface ImportEntry {
  type: string;
  name: string;
  id: string;
  inputs: object;
  outputs: object;
}

/**
 * The text of a file for `pulumi import --file`. It includes the state of each resource, because Pulumi cannot read a
 * dynamic resource by its id.
 */
export function importFileOf(resources: readonly ImportEntry[]): string {
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

/** The resource of one membership. */
export function membershipEntry(
  source: ImportSource,
  { resourceName, memberId, role, attributes }: NamedMember,
): ImportEntry {
  const { schema, parent } = source;
  const { membership } = source.kinds;
  const inputs = { ...parent, [schema.memberProperty]: memberId, [schema.roleProperty]: role };
  return {
    type: typeToken(membership),
    name: resourceName,
    id: source.membershipId(memberId),
    inputs: dynamicInputs(membership, inputs),
    outputs: dynamicInputs(membership, { ...inputs, ...attributes }),
  };
}

/** The roster of these members. */
export function rosterEntry(
  { kinds: { roster }, parent, rosterId }: ImportSource,
  name: string,
  memberships: readonly ImportedMember[],
): ImportEntry {
  const members = Object.fromEntries(memberships.map(({ memberId, role }) => [memberId, role]));
  return {
    type: typeToken(roster),
    name,
    id: rosterId,
    inputs: dynamicInputs(roster, { ...parent, members }),
    outputs: dynamicInputs(roster, { ...parent, members }),
  };
}
