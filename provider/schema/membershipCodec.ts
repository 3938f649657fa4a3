import type { MembershipSchema } from "./membershipSchema";
import { requiredStrings, type Properties } from "./properties";

/** What identifies a membership, with the bearer of the calls where the service needs one. */
export interface MembershipKey<Parent extends object> {
  parent: Parent;
  memberId: string;
}

/** A membership as a program declares it. */
export interface Membership<Parent extends object> extends MembershipKey<Parent> {
  /** Empty for a kind without roles. */
  role: string;
}

/**
 * Reads a membership from checked inputs or a state.
 *
 * @throws Error when a property is missing.
 */
export function decodeMembership<Parent extends object>(
  schema: MembershipSchema<Parent>,
  props: Properties,
): Membership<Parent> {
  return {
    ...decodeMembershipKey(schema, props),
    role: schema.role ? stringOf(props, schema.role.property) : "",
  };
}

/**
 * Reads what identifies a membership from checked inputs or a state.
 *
 * @throws Error when a property is missing.
 */
export function decodeMembershipKey<Parent extends object>(
  schema: MembershipSchema<Parent>,
  props: Properties,
): MembershipKey<Parent> {
  return { parent: schema.parentOf(props), memberId: stringOf(props, schema.memberProperty) };
}

/** The inputs that declare a membership. */
export function encodeMembership<Parent extends object>(
  schema: MembershipSchema<Parent>,
  { parent, memberId, role }: Membership<Parent>,
): Properties {
  return {
    ...parent,
    [schema.memberProperty]: memberId,
    ...(schema.role && { [schema.role.property]: role }),
  };
}

function stringOf(props: Properties, name: string): string {
  return requiredStrings(props, [name])[name] ?? "";
}
