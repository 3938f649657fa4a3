import type { Call, OperationName } from "../../../emulator";
import type { Entry } from "../engine/stackState";
import type { ResourceFamily, Verb, ServiceFixture } from "./resourceFamily";

/** A thing in the service, in one text: the id of a place, or `place,member`. */
export type Key = string;

/** What there is, by key: of a membership its standing, of a place its title. */
export type Contents = ReadonlyMap<Key, string>;

/** The value of what the state is not sure of. */
export const OUTCOME_UNKNOWN = "Unconfirmed";

/** A call that asks the service to change something. */
export interface WriteCall {
  readonly verb: Verb;
  /** What it concerns. */
  readonly keys: readonly Key[];
  /** Which of these it has changed. */
  readonly written: readonly Key[];
}

export function memberKey(parentId: string, memberId: string): Key {
  return `${parentId},${memberId}`;
}

/** Whether a thing is in another, and gone with it: a membership in its place. */
export function isWithin(key: Key, container: Key): boolean {
  return key.startsWith(`${container},`);
}

/** The place that a thing is, or is in. */
export function parentIdIn(key: Key): string {
  return key.split(",")[0]!;
}

/** The member of a membership; undefined for a place. */
export function memberIdIn(key: Key): string | undefined {
  return key.split(",")[1];
}

/** What there is in the service. */
export function contentsOf(world: ServiceFixture): Contents {
  return new Map(
    world
      .parents()
      .flatMap(({ parentId, title }): [Key, string][] => [
        [parentId, title],
        ...keyed(parentId, world.membersOf(parentId)),
      ]),
  );
}

/** What an entry of the state claims to exist because of it. */
export function ownedByEntry(family: ResourceFamily, { kind, id, outputs, ...entry }: Entry): Contents {
  if (entry.pendingReplacement) return new Map();
  const { kinds, successOutput, properties } = family;
  const valueOf = (property: string, proof: string): string => {
    const isSure = entry.initErrors.length === 0 && outputs[proof] !== undefined;
    return isSure ? String(outputs[property]) : OUTCOME_UNKNOWN;
  };
  if (kind === kinds.parent)
    return new Map([[family.parseParentId(id), valueOf("name", successOutput.parent)]]);
  if (kind === kinds.membership) {
    const { parentId, memberId } = family.parseMembershipId(id);
    return new Map([[memberKey(parentId, memberId), valueOf(properties.role, successOutput.membership)]]);
  }
  const { members, transferring } = outputs as {
    members: Record<string, string>;
    transferring?: Record<string, string>;
  };
  // Whom a roster keeps for another resource may be in the place or not: it asks when nobody wants them any more.
  const kept = Object.keys(transferring ?? {}).map((memberId): [string, string] => [
    memberId,
    OUTCOME_UNKNOWN,
  ]);
  return new Map(keyed(family.parseParentId(id), new Map([...kept, ...Object.entries(members)])));
}

/** What all entries of the state claim together. */
export function ownedIn(family: ResourceFamily, entries: readonly Entry[]): Map<Key, string> {
  return new Map(entries.flatMap((entry) => [...ownedByEntry(family, entry)]));
}

/** What the service makes of its own accord with these places, where a call makes them. */
export function initialMembersOf(world: ServiceFixture, parentIds: readonly string[]): Map<Key, string> {
  return new Map(parentIds.flatMap((parentId) => keyed(parentId, world.initialMembers())));
}

/** What a call asks to change; undefined where it only reads. */
export function writeOf(family: ResourceFamily, call: Call): WriteCall | undefined {
  const verb = verbOf(family, call);
  if (verb === undefined) return undefined;
  const { parentId, memberIds } = family.subjectOf(call);
  if (parentId === undefined) return { verb, keys: [], written: [] };
  const failed = new Set(call.memberErrors?.map(({ memberId }) => memberKey(parentId, memberId)));
  const keys = memberIds?.map((memberId) => memberKey(parentId, memberId)) ?? [parentId];
  return { verb, keys, written: call.written ? keys.filter((key) => !failed.has(key)) : [] };
}

/**
 * Whether what a call made may be lost: it makes a place whose id nobody knows before the answer. "Look for one of that
 * name before the next `up`", the documentation says.
 */
export function mayOrphan(family: ResourceFamily, call: Call): boolean {
  return verbOf(family, call) === "create" && family.subjectOf(call).parentId === undefined;
}

function keyed(parentId: string, members: ReadonlyMap<string, string>): [Key, string][] {
  return [...members].map(([memberId, role]) => [memberKey(parentId, memberId), role]);
}

function verbOf({ writes }: ResourceFamily, { operation }: Call): Verb | undefined {
  return writes[operation as OperationName];
}
