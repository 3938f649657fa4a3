import type { Properties } from "../../schema/properties";
import { dynamicInputs, nativeToken, typeToken, type ResourceKind } from "../../schema/providerText";
import { SECRET_MARK } from "../../schema/secretMark";
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

/** The form of this package that manages the resources: dynamic resources of Node.js, or its native plugin. */
export type ImportForm = "dynamic" | "native";

/** A resource in a file for `pulumi import --file`. */
export interface ImportEntry {
  type: string;
  name: string;
  id: string;
  /** The state, in the dynamic form only: Pulumi cannot read a dynamic resource by its id. */
  inputs?: object;
  outputs?: object;
}

/** The text of a file for `pulumi import --file`. */
export function importFileOf(resources: readonly ImportEntry[]): string {
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

/** A room, channel, app instance or user. */
export function entityEntry(
  form: ImportForm,
  { kind, resourceName: name, id, inputs, outputs, sensitive }: ImportedEntity,
): ImportEntry {
  return entryOf(form, kind, {
    name,
    id,
    inputs: withSecrets(inputs, sensitive),
    outputs: withSecrets(outputs, sensitive),
  });
}

/** The resources of a list. */
export function listEntries(form: ImportForm, { source, members, roster }: ImportedList): ImportEntry[] {
  if (members.length === 0) return [];
  return roster === undefined
    ? members.map((member) => membershipEntry(form, source, member))
    : [rosterEntry(form, source, roster, members)];
}

function membershipEntry(
  form: ImportForm,
  source: ListSource,
  { resourceName: name, memberId, role, attributes }: NamedMember,
): ImportEntry {
  const { schema, parent, kinds } = source;
  const inputs = {
    ...parent,
    [schema.memberProperty]: memberId,
    ...(schema.role && { [schema.role.property]: role }),
  };
  const outputs = { ...inputs, ...attributes };
  return entryOf(form, kinds.membership, { name, id: source.membershipId(memberId), inputs, outputs });
}

function rosterEntry(
  form: ImportForm,
  { kinds: { membership, roster = membership }, parent, parentId }: ListSource,
  name: string,
  memberships: readonly ImportedMember[],
): ImportEntry {
  const members = Object.fromEntries(memberships.map(({ memberId, role }) => [memberId, role]));
  const state = { ...parent, members };
  return entryOf(form, roster, { name, id: parentId, inputs: state, outputs: state });
}

function entryOf(
  form: ImportForm,
  kind: ResourceKind,
  { name, id, inputs, outputs }: { name: string; id: string; inputs: object; outputs: object },
): ImportEntry {
  if (form === "native") return { type: nativeToken(kind), name, id };
  return {
    type: typeToken(kind),
    name,
    id,
    inputs: dynamicInputs(kind, inputs),
    outputs: dynamicInputs(kind, outputs),
  };
}

// Only the stack can encrypt: Pulumi does so when it imports the file.
function withSecrets(properties: Properties, sensitive: readonly string[]): Properties {
  const entries = Object.entries(properties).map(([name, value]) => [
    name,
    sensitive.includes(name) ? { ...SECRET_MARK, plaintext: JSON.stringify(value) } : value,
  ]);
  return Object.fromEntries(entries) as Properties;
}
