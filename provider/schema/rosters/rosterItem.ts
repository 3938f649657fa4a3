import type { RosterSchema } from "../membershipSchema";

/** The names of the properties of a roster's members. */
export type MemberNames = Pick<RosterSchema<never>, "memberProperty" | "role">;

/** The id in an item of the list of members: an object, or the id itself where members have no role. */
export function idOfItem({ memberProperty, role }: MemberNames, item: unknown): unknown {
  return role === undefined ? item : propertiesOf(item)[memberProperty];
}

/** The role in an item of the list of members: empty where members have none. */
export function roleOfItem({ role }: MemberNames, item: unknown): unknown {
  return role === undefined ? "" : (propertiesOf(item)[role.property] ?? role.default);
}

/** The id and the role in each item of the list of members. */
export function rolesOfItems(
  names: MemberNames,
  items: readonly unknown[],
): [memberId: string, role: unknown][] {
  return items.map((item) => [idOfItem(names, item) as string, roleOfItem(names, item)]);
}

// A program in JavaScript can pass anything.
function propertiesOf(item: unknown): Record<string, unknown> {
  return typeof item === "object" && item !== null ? (item as Record<string, unknown>) : {};
}
