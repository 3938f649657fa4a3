import type { Call, OperationName } from "../../../emulator";
import { OUTCOME_UNKNOWN } from "../../../provider/schema/rosters/rosterState";
import type { Entry } from "../engine/stackState";
import { ACCESS_KINDS, type AccessKind, type ResourceFamily, type Verb } from "./resourceFamily";
import type { ServiceFixture } from "./serviceFixture";

export { OUTCOME_UNKNOWN };

/**
 * Identifies a room or channel by its id, a membership by `parentId,memberId`, and an administrator, moderator or ban by
 * `parentId,kind,memberId`.
 */
export type Key = string;

/** The role of each membership, the kind of each access and the name of each parent. {@link OUTCOME_UNKNOWN} stands for any value. */
export type Contents = ReadonlyMap<Key, string>;

/** A call that asks the service to change something. */
export interface WriteCall {
  readonly verb: Verb;
  /** The keys that the call asks to change. */
  readonly keys: readonly Key[];
  /** The keys that the service changed. */
  readonly written: readonly Key[];
  /** The keys that the service removed as well: a ban removes the membership. */
  readonly alsoRemoved: readonly Key[];
}

export function memberKey(parentId: string, memberId: string): Key {
  return `${parentId},${memberId}`;
}

/** The key of an administrator, a moderator or a ban. It is also the id of the resource. */
export function accessKey(parentId: string, access: AccessKind, memberId: string): Key {
  return `${parentId},${access},${memberId}`;
}

/** The key of an access, or of a membership. */
export function contentKey(parentId: string, access: AccessKind | undefined, memberId: string): Key {
  return access === undefined ? memberKey(parentId, memberId) : accessKey(parentId, access, memberId);
}

/** Whether a key is a membership of this parent, or a moderator or ban of it. */
export function isWithin(key: Key, parentId: Key): boolean {
  return key.startsWith(`${parentId},`);
}

/** The id of the parent in a key. */
export function parentIdIn(key: Key): string {
  return key.split(",")[0]!;
}

/** The id of the member in a key. Undefined for a parent. */
export function memberIdIn(key: Key): string | undefined {
  const [, ...rest] = key.split(",");
  return rest.at(-1);
}

/** The kind of access in a key. Undefined for a parent or a membership. */
export function accessIn(key: Key): AccessKind | undefined {
  const [, word, memberId] = key.split(",");
  return memberId === undefined ? undefined : ACCESS_KINDS.find((kind) => kind === word);
}

/** The contents of the service. */
export function contentsOf(fixture: ServiceFixture): Contents {
  const ofParents = fixture
    .parents()
    .flatMap(({ parentId, name }): [Key, string][] => [
      [parentId, name],
      ...withKeys(parentId, fixture.membersOf(parentId)),
    ]);
  return new Map([...ofParents, ...(fixture.access?.contents() ?? [])]);
}

/** What an entry of the state owns. */
export function ownedByEntry(family: ResourceFamily, { kind, id, outputs, ...entry }: Entry): Contents {
  if (entry.pendingReplacement) return new Map();
  const { kinds, successOutput, properties } = family;
  const valueOf = (property: string, required: string): string => {
    const isKnown = entry.initErrors.length === 0 && outputs[required] !== undefined;
    return isKnown ? String(outputs[property]) : OUTCOME_UNKNOWN;
  };
  const access = ACCESS_KINDS.find((one) => family.access?.[one].kind === kind);
  if (access) {
    const isKnown =
      entry.initErrors.length === 0 && outputs[family.access![access].successOutput] !== undefined;
    return new Map([[id, isKnown ? access : OUTCOME_UNKNOWN]]);
  }
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
  // A transferring member may have left the parent. The roster checks that only when no resource desires the member.
  const transferred = Object.keys(transferring ?? {}).map((memberId): [string, string] => [
    memberId,
    OUTCOME_UNKNOWN,
  ]);
  const ofRoster = rosterAccess(family, kind);
  const roleOf = (role: string): string => (role === OUTCOME_UNKNOWN ? role : (ofRoster ?? role));
  return new Map(
    [...transferred, ...Object.entries(members)].map(([memberId, role]) => [
      contentKey(family.parseParentId(id), ofRoster, memberId),
      roleOf(role),
    ]),
  );
}

/** Whether entries of this kind are rosters. */
export function isRosterKind(family: ResourceFamily, kind: string): boolean {
  return kind === family.kinds.roster || rosterAccess(family, kind) !== undefined;
}

// Undefined for rosters of members.
function rosterAccess({ access }: ResourceFamily, kind: string): AccessKind | undefined {
  return ACCESS_KINDS.find((one) => access?.[one].roster === kind);
}

/** The members that rosters keep for other resources. */
export function transferringIn(family: ResourceFamily, entries: readonly Entry[]): ReadonlySet<Key> {
  const rosters = entries.filter(({ kind }) => isRosterKind(family, kind));
  return new Set(
    rosters.flatMap(({ kind, id, outputs: { transferring } }) =>
      Object.keys((transferring as object | undefined) ?? {}).map((memberId) =>
        contentKey(family.parseParentId(id), rosterAccess(family, kind), memberId),
      ),
    ),
  );
}

/** What entries of the state own together. */
export function ownedIn(family: ResourceFamily, entries: readonly Entry[]): Map<Key, string> {
  return new Map(entries.flatMap((entry) => [...ownedByEntry(family, entry)]));
}

/** The members that the service itself adds to these parents when a call creates them. */
export function initialMembersOf(fixture: ServiceFixture, parentIds: readonly string[]): Map<Key, string> {
  return new Map(parentIds.flatMap((parentId) => withKeys(parentId, fixture.initialMembers())));
}

/** What a call asks to change. Undefined if it only reads. */
export function writeOf(family: ResourceFamily, call: Call): WriteCall | undefined {
  const verb = verbOf(family, call);
  if (verb === undefined) return undefined;
  const { parentId, memberIds, access } = family.subjectOf(call);
  if (parentId === undefined) return { verb, keys: [], written: [], alsoRemoved: [] };
  const failed = new Set(call.memberErrors?.map(({ memberId }) => memberKey(parentId, memberId)));
  const keyOf = (memberId: string): Key => contentKey(parentId, access, memberId);
  const keys = memberIds?.map(keyOf) ?? [parentId];
  const isNewBan = access === "ban" && verb === "create" && call.written;
  return {
    ...{ verb, keys },
    written: call.written ? keys.filter((key) => !failed.has(key)) : [],
    alsoRemoved: isNewBan ? memberIds!.map((memberId) => memberKey(parentId, memberId)) : [],
  };
}

/**
 * Whether a lost answer to the call may leave an orphan: the call creates a parent, and only the answer contains its
 * id. The guide about crashes tells users to look for such orphans.
 */
export function mayOrphan(family: ResourceFamily, call: Call): boolean {
  return verbOf(family, call) === "create" && family.subjectOf(call).parentId === undefined;
}

function withKeys(parentId: string, members: ReadonlyMap<string, string>): [Key, string][] {
  return [...members].map(([memberId, role]) => [memberKey(parentId, memberId), role]);
}

function verbOf({ writes }: ResourceFamily, { operation }: Call): Verb | undefined {
  return writes[operation as OperationName];
}
