import * as pulumi from "@pulumi/pulumi";

import type { MembershipForm } from "../contract/membershipForm";

/** How the members of a roster are called. */
export type MemberNames = Pick<MembershipForm<never>, "member" | "standing" | "defaultStanding">;

/** The arguments of any roster that say whom it declares. */
export interface DeclaringArgs {
  members: pulumi.Input<unknown>;
  exclusive?: pulumi.Input<boolean | undefined>;
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** Whom a roster declares, and whom it spares. */
export function declarationOf(
  names: MemberNames,
  place: Record<string, pulumi.Input<string>>,
  { members, exclusive, ignoreMembers }: DeclaringArgs,
): pulumi.Inputs {
  // Declared at once where all is known, so that what is refused is refused before the engine hears of the resource.
  const plainIds = Array.isArray(members) ? idsOf(names, members) : undefined;
  if (areIds(plainIds) && isPlain(exclusive) && areIds(ignoreMembers ?? [])) {
    return { place, memberIds: plainIds, spares: sparesOf(exclusive, ignoreMembers) };
  }
  const memberIds = (pulumi.output(members) as pulumi.Output<unknown>).apply((list) => idsOf(names, list));
  const spares = pulumi.all([exclusive, ignoreMembers]).apply(([is, ids]) => sparesOf(is, ids));
  return { place, memberIds, spares };
}

/**
 * The members by their ids. A list of ten thousand small objects is ten times as large on its way to the plugin. One
 * that cannot be a map, as where somebody is in it twice, goes as it is: the plugin says what is wrong with it.
 */
export function byMember({ member, standing, defaultStanding }: MemberNames, members: unknown): unknown {
  if (!Array.isArray(members)) return members;
  const standings = new Map<string, unknown>();
  for (const item of members as unknown[]) {
    const { [member]: memberId, [standing]: own, ...others } = (item ?? {}) as Record<string, unknown>;
    const isPlain = typeof memberId === "string" && Object.keys(others).length === 0;
    if (!isPlain || standings.has(memberId)) return members;
    standings.set(memberId, own ?? defaultStanding);
  }
  return Object.fromEntries(standings);
}

/** The members as a list: the state has them by their ids, so that the order in the program is no difference. */
export function listOf<Member>({ member, standing }: MemberNames, members: unknown): Member[] {
  if (Array.isArray(members)) return members as Member[];
  return Object.entries((members ?? {}) as Record<string, unknown>)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([memberId, own]) => ({ [member]: memberId, [standing]: own }) as Member);
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
function idsOf({ member }: MemberNames, members: unknown): unknown[] {
  const items: unknown[] = Array.isArray(members) ? members : [];
  return [...new Set(items.map((item) => (item as Record<string, unknown> | null)?.[member]))];
}
