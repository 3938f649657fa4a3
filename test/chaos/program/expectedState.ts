import type { Entry } from "../engine/stackState";
import {
  ownedByEntry,
  contentsOf,
  isWithin,
  initialMembersOf,
  memberKey,
  OUTCOME_UNKNOWN,
  type Contents,
  type Key,
} from "../model/contents";
import type { ResourceFamily, ServiceFixture } from "../model/resourceFamily";
import {
  DECLARED_PARENT,
  parentOf,
  pulumiName,
  rolesOf,
  type Declaration,
  type ParentDeclaration,
  type ParentName,
  type Program,
  type RosterDeclaration,
} from "./program";

/** What a program means in the service, by what the state knows of the place that it may have of its own. */
export class ExpectedState {
  public constructor(
    private readonly family: ResourceFamily,
    private readonly fixture: ServiceFixture,
    private readonly program: Program,
    private readonly entries: readonly Entry[],
  ) {}

  /** What it declares to exist. */
  public declared(): Contents {
    return new Map([...this.program.values()].flatMap((one) => this.contentsOf(one)));
  }

  /** Whether a resource declares this. */
  public declares(name: string, key: Key): boolean {
    const one = this.program.get(name);
    return one !== undefined && this.contentsOf(one).some(([declared]) => declared === key);
  }

  /** Of which of it the ids are known only when another resource is there: a roster may be done before that. */
  public lateKeys(): ReadonlySet<Key> {
    const waiting = [...this.program.values()].filter(
      (one) => one.kind !== "parent" && one.memberIdFrom !== undefined,
    );
    // The id of its first member alone is an output of the other resource.
    return new Set(
      waiting.flatMap((one) =>
        this.contentsOf(one)
          .slice(0, 1)
          .map(([key]) => key),
      ),
    );
  }

  /** What it lets go without removing it. */
  public ignored(): ReadonlySet<Key> {
    return new Set(this.rosters().flatMap(({ ignored }) => [...ignored]));
  }

  /**
   * Whether it removes this although it never managed it: it has an exclusive roster there. Whom another roster ignores
   * does not count. On whose behalf the calls are made, and who is a member of a place for having made it, stays.
   */
  public removesUnmanaged(key: Key): boolean {
    return this.rosters().some(
      ({ roster, parentId, ignored }) =>
        roster.exclusive &&
        isWithin(key, parentId) &&
        !ignored.has(key) &&
        !initialMembersOf(this.fixture, [parentId]).has(key),
    );
  }

  /** The place of its own; undefined while it does not exist, and nobody knows its id. */
  public declaredParentId(): string | undefined {
    return this.program.has(DECLARED_PARENT) ? this.parentId(DECLARED_PARENT) : undefined;
  }

  /** The program that can be fulfilled in the service as it is now, and is nearest to this one. */
  public applicableProgram(): Program {
    const facts = contentsOf(this.fixture);
    const left = [...this.program].filter(([, one]) => {
      const parent = parentOf(one);
      return (
        parent === undefined || parent === DECLARED_PARENT || facts.has(this.fixture.existingParents[parent])
      );
    });
    return new Map(left.map(([name, one]) => [name, this.adopting(name, one, facts)]));
  }

  private adopting(name: string, one: Declaration, facts: Contents): Declaration {
    if (one.kind === "parent") return this.reachable(one);
    if (one.kind === "roster") return one;
    const [key] = this.contentsOf(one).map(([declared]) => declared);
    const own = this.entries.find((entry) => entry.name === name && !entry.delete);
    const isTaken = key !== undefined && facts.has(key) && !(own && ownedByEntry(this.family, own).has(key));
    return isTaken ? { ...one, adoptExisting: true } : one;
  }

  // What another resource of the state has comes to be that of a renamed one by an alias. Where that cannot be, because the
  // renamed one has another place, the person does without the id.
  private reachable({ chosenId, ...one }: ParentDeclaration): ParentDeclaration {
    const parents = this.entries.filter(({ kind }) => kind === this.family.kinds.parent);
    const holders =
      chosenId === undefined
        ? []
        : parents.filter(({ id }) => this.family.parseParentId(id) === this.fixture.chosenParentId(chosenId));
    const isNamed = (entry: Entry): boolean => entry.name === one.name && !entry.delete;
    if (holders.length === 0 || holders.some(isNamed)) return { ...one, chosenId };
    const holder = holders.find((entry) => !entry.delete);
    if (!holder || parents.some(isNamed)) return { ...one, chosenId: undefined };
    return { ...one, chosenId, options: { ...one.options, alias: holder.name } };
  }

  private rosters(): { roster: RosterDeclaration; parentId: string; ignored: ReadonlySet<Key> }[] {
    return [...this.program.values()].flatMap((one) => {
      const parentId = one.kind === "roster" ? this.parentId(one.parent) : undefined;
      if (one.kind !== "roster" || parentId === undefined) return [];
      const ignored = ignoredMembersOf(one, this.fixture).map((memberId) => memberKey(parentId, memberId));
      return [{ roster: one, parentId, ignored: new Set(ignored) }];
    });
  }

  private contentsOf(one: Declaration): [Key, string][] {
    const parentId = this.parentId(parentOf(one) ?? DECLARED_PARENT);
    if (parentId === undefined) return [];
    if (one.kind === "parent") return [[parentId, one.title]];
    const isIgnored = one.options?.ignoreChanges?.includes(this.family.properties.role) === true;
    return [...rolesOf(one)].map(([member, role]) => [
      memberKey(parentId, this.fixture.members[member]!),
      isIgnored ? OUTCOME_UNKNOWN : role,
    ]);
  }

  private parentId(parent: ParentName): string | undefined {
    if (parent !== DECLARED_PARENT) return this.fixture.existingParents[parent];
    const own = this.program.get(DECLARED_PARENT);
    if (own?.kind === "parent" && own.chosenId !== undefined)
      return this.fixture.chosenParentId(own.chosenId);
    const houseName = pulumiName(this.program, DECLARED_PARENT);
    const entry = this.entries.find(({ name, delete: isReplaced }) => name === houseName && !isReplaced);
    return entry && this.family.parseParentId(entry.id);
  }
}

/** Whom a roster lets alone. Where a place must keep somebody, somebody is there to be that in the end. */
export function ignoredMembersOf(
  { ignored, exclusive }: RosterDeclaration,
  { members, unmanagedAdministrator }: ServiceFixture,
): string[] {
  const ids = ignored.map((member) => members[member]!);
  return exclusive && unmanagedAdministrator ? [...ids, unmanagedAdministrator.memberId] : ids;
}
