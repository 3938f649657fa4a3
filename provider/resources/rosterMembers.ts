import * as pulumi from "@pulumi/pulumi";

import { RESOURCE_NAME, validateRoster, type RosterInputSchema } from "../schema/rosters/rosterInputs";
import { idOfItem, rolesOfItems, type MemberNames } from "../schema/rosters/rosterItem";
import { OUTCOME_UNKNOWN } from "../schema/rosters/rosterState";
import { isDeclared } from "./declareOnce";
import { programError } from "./programError";

/** The id of each member, as the program passes it; an output where the whole list is one. */
export function memberIdsOf(names: MemberNames, members: pulumi.Input<unknown>): pulumi.Input<unknown> {
  if (!Array.isArray(members)) {
    return (pulumi.output(members) as pulumi.Output<unknown>).apply((list) => declaredIds(names, list));
  }
  const idOf = (item: unknown): unknown => idOfItem(names, item);
  return (members as unknown[]).map((item) =>
    pulumi.Output.isInstance(item) || item instanceof Promise
      ? (pulumi.output(item) as pulumi.Output<unknown>).apply(idOf)
      : idOf(item),
  );
}

/** The input with the name of a declared roster, which only `check` gets. */
export function nameForCheck(name: string, opts: pulumi.CustomResourceOptions | undefined): pulumi.Inputs {
  return isDeclared(opts) ? { [RESOURCE_NAME]: name } : {};
}

/** The ids in a list of members, without duplicates. The plugin reports duplicates and members without a valid id. */
export function declaredIds(names: MemberNames, members: unknown): unknown[] {
  // A program in JavaScript can pass anything.
  const items: unknown[] = Array.isArray(members) ? members : [];
  return [...new Set(items.map((item) => idOfItem(names, item)))];
}

/**
 * The roles by member id: a tenth of the size of a list of objects. A list with an invalid member is passed on as it is: the plugin
 * then reports what is wrong with it by its position in the program.
 *
 * @param args The arguments of the roster.
 */
export function membersById(
  schema: RosterInputSchema,
  { members, ...args }: { members: pulumi.Input<unknown> },
): pulumi.Output<unknown> {
  const known = Object.entries(args).filter(([, value]) => !pulumi.Output.isInstance(value));
  const isInvalid = (list: unknown): boolean =>
    validateRoster(schema, { ...Object.fromEntries(known), members: list }).some(({ reason }) =>
      reason.includes("members["),
    );
  return (pulumi.output(members) as pulumi.Output<unknown>).apply((list) =>
    isInvalid(list) ? list : rolesById(schema, list),
  );
}

/** The ids of members without roles, as a sorted list. */
export function memberIdList(names: MemberNames, members: unknown): string[] {
  return memberList(names, members, [""], (memberId) => memberId);
}

/**
 * The members as a sorted list: the state holds the roles by member id, so that the order of the program does not matter.
 *
 * @param roles The roles that exist.
 * @param memberOf Makes a member of its id and role.
 * @throws RunError when the members are not what the state of a roster holds.
 */
export function memberList<Role extends string, Member>(
  names: MemberNames,
  members: unknown,
  roles: readonly Role[],
  memberOf: (memberId: string, role: Role | typeof OUTCOME_UNKNOWN) => Member,
): Member[] {
  const known: readonly (Role | typeof OUTCOME_UNKNOWN)[] = [...roles, OUTCOME_UNKNOWN];
  return entriesOf(names, members).map(([memberId, value]) => {
    const role = known.find((candidate) => candidate === value);
    if (typeof memberId === "string" && role !== undefined) return memberOf(memberId, role);
    const member = JSON.stringify({
      [names.memberProperty]: memberId,
      [names.role?.property ?? "role"]: value,
    });
    throw programError(
      `The members of a roster have an entry that was not written by pulumi-chime: ${member}.`,
    );
  });
}

// Of valid members.
function rolesById(names: MemberNames, members: unknown): unknown {
  return Array.isArray(members) ? Object.fromEntries(rolesOfItems(names, members)) : members;
}

// Under mocks no plugin normalizes the members: a list that is no map comes back as the program passed it.
function entriesOf(names: MemberNames, members: unknown): [unknown, unknown][] {
  if (Array.isArray(members)) return rolesOfItems(names, members);
  return Object.entries((members ?? {}) as Record<string, unknown>).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
}
