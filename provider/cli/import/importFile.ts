import type { Properties } from "../../schema/properties";
import { dynamicInputs, typeToken } from "../../schema/providerText";
import type { ImportedEntity, ImportedMember, ListSource } from "./importSource";

/** A member with the name of its resource. */
export interface NamedMember extends ImportedMember {
  resourceName: string;
}

/** The members of a list to import. */
export interface ImportedList {
  readonly source: ListSource;
  readonly members: readonly NamedMember[];
  /** The name of the roster of all of them; undefined for one resource each. */
  readonly roster: string | undefined;
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

/** A room, channel, app instance or user. */
export function entityEntry({
  kind,
  resourceName,
  id,
  inputs,
  outputs,
  sensitive,
}: ImportedEntity): ImportEntry {
  return {
    type: typeToken(kind),
    name: resourceName,
    id,
    inputs: dynamicInputs(kind, withSecrets(inputs, sensitive)),
    outputs: dynamicInputs(kind, withSecrets(outputs, sensitive)),
  };
}

/** The resources of a list. */
export function listEntries({ source, members, roster }: ImportedList): ImportEntry[] {
  if (members.length === 0) return [];
  return roster === undefined
    ? members.map((member) => membershipEntry(source, member))
    : [rosterEntry(source, roster, members)];
}

function membershipEntry(
  source: ListSource,
  { resourceName, memberId, role, attributes }: NamedMember,
): ImportEntry {
  const { schema, parent } = source;
  const { membership } = source.kinds;
  const inputs = {
    ...parent,
    [schema.memberProperty]: memberId,
    ...(schema.role && { [schema.role.property]: role }),
  };
  return {
    type: typeToken(membership),
    name: resourceName,
    id: source.membershipId(memberId),
    inputs: dynamicInputs(membership, inputs),
    outputs: dynamicInputs(membership, { ...inputs, ...attributes }),
  };
}

function rosterEntry(
  { kinds: { membership, roster = membership }, parent, parentId }: ListSource,
  name: string,
  memberships: readonly ImportedMember[],
): ImportEntry {
  const members = Object.fromEntries(memberships.map(({ memberId, role }) => [memberId, role]));
  return {
    type: typeToken(roster),
    name,
    id: parentId,
    inputs: dynamicInputs(roster, { ...parent, members }),
    outputs: dynamicInputs(roster, { ...parent, members }),
  };
}

/** What marks a secret in files of Pulumi. https://www.pulumi.com/docs/iac/concepts/secrets/ */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

// Only the stack can encrypt: Pulumi does so when it imports the file.
function withSecrets(properties: Properties, sensitive: readonly string[]): Properties {
  const entries = Object.entries(properties).map(([name, value]) => [
    name,
    sensitive.includes(name) ? { ...SECRET, plaintext: JSON.stringify(value) } : value,
  ]);
  return Object.fromEntries(entries) as Properties;
}
