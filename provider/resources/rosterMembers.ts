import * as pulumi from "@pulumi/pulumi";

import type { MembershipSchema } from "../schema/membershipSchema";
import { OUTCOME_UNKNOWN } from "../schema/rosters/rosterState";

/** How the members of a roster are called. */
export type MemberNames = Pick<MembershipSchema<never>, "memberProperty" | "roleProperty" | "defaultRole">;

/** The arguments of any roster that say whom it declares. */
export interface DeclaringArgs {
  members: pulumi.Input<unknown>;
  exclusive?: pulumi.Input<boolean | undefined>;
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** Whom a roster declares, and whom it spares. */
export function declarationOf(
  names: MemberNames,
  parent: Record<string, pulumi.Input<string>>,
  { members, exclusive, ignoreMembers }: DeclaringArgs,
): pulumi.Inputs {
  // Declared at once where all is known, so that what is refused is refused before the engine hears of the resource.
  const plainIds = Array.isArray(members) ? namedIds(names, members) : undefined;
  if (areIds(plainIds) && isPlain(exclusive) && areIds(ignoreMembers ?? [])) {
    return { parent, memberIds: plainIds, spares: sparesOf(exclusive, ignoreMembers) };
  }
  const memberIds = (pulumi.output(members) as pulumi.Output<unknown>).apply((list) => namedIds(names, list));
  const spares = pulumi.all([exclusive, ignoreMembers]).apply(([is, ids]) => sparesOf(is, ids));
  return { parent, memberIds, spares };
}

/** The ids of the members of a roster, each as the program gives it; an output where the whole list is one. */
export function idsOf(names: MemberNames, members: pulumi.Input<unknown>): pulumi.Input<unknown> {
  if (!Array.isArray(members)) {
    return (pulumi.output(members) as pulumi.Output<unknown>).apply((list) => namedIds(names, list));
  }
  const idOf = (item: unknown): unknown => (item as Record<string, unknown> | null)?.[names.memberProperty];
  return (members as unknown[]).map((item) =>
    pulumi.Output.isInstance(item) || item instanceof Promise
      ? (pulumi.output(item) as pulumi.Output<unknown>).apply(idOf)
      : idOf(item),
  );
}

/**
 * The members by their ids. A list of ten thousand small objects is ten times as large on its way to the plugin. One
 * that cannot be a map, as where somebody is in it twice, goes as it is: the plugin says what is wrong with it.
 */
export function byMember(
  { memberProperty: member, roleProperty: role, defaultRole: defaultStanding }: MemberNames,
  members: unknown,
): unknown {
  if (!Array.isArray(members)) return members;
  const roles = new Map<string, unknown>();
  for (const item of members as unknown[]) {
    const { [member]: memberId, [role]: own, ...others } = (item ?? {}) as Record<string, unknown>;
    const isPlain = typeof memberId === "string" && Object.keys(others).length === 0;
    if (!isPlain || roles.has(memberId)) return members;
    roles.set(memberId, own ?? defaultStanding);
  }
  return Object.fromEntries(roles);
}

/**
 * The members as a list: the state has them by their ids, so that the order in the program is no difference.
 *
 * @param roles The standings that there are.
 * @param memberOf A member with this id and standing.
 * @throws Error where the members are not what a roster has in the state.
 */
export function listOf<Standing extends string, Member>(
  names: MemberNames,
  members: unknown,
  roles: readonly Standing[],
  memberOf: (memberId: string, role: Standing | typeof OUTCOME_UNKNOWN) => Member,
): Member[] {
  const known: readonly (Standing | typeof OUTCOME_UNKNOWN)[] = [...roles, OUTCOME_UNKNOWN];
  return entriesOf(names, members).map(([memberId, own]) => {
    const role = known.find((one) => one === own);
    if (typeof memberId === "string" && role !== undefined) return memberOf(memberId, role);
    const member = JSON.stringify({ [names.memberProperty]: memberId, [names.roleProperty]: own });
    throw new Error(`The members of a roster have an entry that was not written by pulumi-chime: ${member}.`);
  });
}

// Under mocks, members that cannot be a map come back as the list that the program has given.
function entriesOf(
  { memberProperty: member, roleProperty: role, defaultRole: defaultStanding }: MemberNames,
  members: unknown,
): [unknown, unknown][] {
  if (!Array.isArray(members)) {
    return Object.entries((members ?? {}) as Record<string, unknown>).sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
  }
  return (members as (Record<string, unknown> | null)[]).map((item) => [
    item?.[member],
    item?.[role] ?? defaultStanding,
  ]);
}

function sparesOf(exclusive: unknown, ignoreMembers: unknown): unknown {
  return exclusive === true ? (ignoreMembers ?? []) : undefined;
}

function areIds(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === "string");
}

function isPlain(value: unknown): boolean {
  return value === undefined || typeof value === "boolean";
}

// A program in JavaScript can pass anything. What cannot be used, and who is there twice, is reported by the plugin.
function namedIds({ memberProperty: member }: MemberNames, members: unknown): unknown[] {
  const items: unknown[] = Array.isArray(members) ? members : [];
  return [...new Set(items.map((item) => (item as Record<string, unknown> | null)?.[member]))];
}
