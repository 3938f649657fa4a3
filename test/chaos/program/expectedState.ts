import type { Entry } from "../engine/stackState";
import {
  accessIn,
  accessKey,
  contentKey,
  contentsOf,
  initialMembersOf,
  isWithin,
  memberIdIn,
  OUTCOME_UNKNOWN,
  ownedByEntry,
  parentIdIn,
  type Contents,
  type Key,
} from "../model/contents";
import type { ResourceFamily } from "../model/resourceFamily";
import type { ServiceFixture } from "../model/serviceFixture";
import {
  accessOf,
  DECLARED_PARENT,
  INSTANCE,
  parentOf,
  resourceNameOf,
  rolesOf,
  withoutDeclaration,
  type Declaration,
  type ParentDeclaration,
  type ParentName,
  type Program,
  type RosterDeclaration,
} from "./program";

/** What a program declares, in terms of the service. The state supplies the id of the declared parent. */
export class ExpectedState {
  public constructor(
    private readonly family: ResourceFamily,
    private readonly fixture: ServiceFixture,
    private readonly program: Program,
    private readonly entries: readonly Entry[],
  ) {}

  /** What the program declares. */
  public declared(): Contents {
    return new Map([...this.program.values()].flatMap((declaration) => this.contentsOf(declaration)));
  }

  /** Whether the declaration with this name declares the key. */
  public declares(name: string, key: Key): boolean {
    const declaration = this.program.get(name);
    return declaration !== undefined && this.contentsOf(declaration).some(([declared]) => declared === key);
  }

  /** The declared keys whose ids are known only after another resource exists. A membership may be deleted before that. */
  public lateKeys(): ReadonlySet<Key> {
    const late = [...this.program.values()].filter(
      (declaration) => declaration.kind !== "parent" && declaration.memberIdFrom !== undefined,
    );
    // Only the id of the first member is an output of the other resource.
    return new Set(
      late.flatMap((declaration) =>
        this.contentsOf(declaration)
          .slice(0, 1)
          .map(([key]) => key),
      ),
    );
  }

  /** The members that rosters of the program ignore. */
  public ignored(): ReadonlySet<Key> {
    return new Set(this.rosters().flatMap(({ ignored }) => [...ignored]));
  }

  /**
   * Whether an exclusive roster removes the member although it is unmanaged. Members that a roster ignores stay, and so do
   * administrators and bans, and the bearer that the service adds to a new channel.
   */
  public removesUnmanaged(key: Key): boolean {
    if (this.ignored().has(key)) return false;
    return this.rosters().some(
      ({ roster, parentId }) =>
        roster.exclusive &&
        roster.access === accessIn(key) &&
        isWithin(key, parentId) &&
        !initialMembersOf(this.fixture, [parentId]).has(key),
    );
  }

  /** The id of the declared parent. Undefined if there is none, or its id is not known yet. */
  public declaredParentId(): string | undefined {
    return this.program.has(DECLARED_PARENT) ? this.parentId(DECLARED_PARENT) : undefined;
  }

  /**
   * What keeps the service from doing what the program declares, by the declared key: a banned user cannot become a member,
   * and somebody who has rights cannot be banned.
   */
  public obstacles(contents: Contents): ReadonlyMap<Key, readonly Key[]> {
    const obstacles = [...this.declared().keys()].map(
      (key) => [key, this.obstaclesTo(key, contents)] as const,
    );
    return new Map(obstacles.filter(([, keys]) => keys.length > 0));
  }

  /** The program without the declarations of these keys. */
  public programWithout(keys: ReadonlyMap<Key, unknown>): Program {
    return [...this.program.keys()]
      .filter((name) => [...keys.keys()].some((key) => this.declares(name, key)))
      .reduce<Program>((program, name) => withoutDeclaration(program, name), this.program);
  }

  /** The most similar program that can be applied to the service as it is now. */
  public applicableProgram(): Program {
    const contents = contentsOf(this.fixture);
    const remaining = [...this.program].filter(([, declaration]) => {
      const parent = parentOf(declaration);
      if (parent === undefined || parent === DECLARED_PARENT || parent === INSTANCE) return true;
      return contents.has(this.fixture.existingParents[parent]);
    });
    return new Map(
      remaining.map(([name, declaration]) => [name, this.adopting(name, declaration, contents)]),
    );
  }

  private obstaclesTo(key: Key, contents: Contents): Key[] {
    const [parentId, memberId] = [parentIdIn(key), memberIdIn(key)];
    const { access } = this.fixture;
    if (memberId === undefined || access === undefined) return [];
    const kind = accessIn(key);
    if (kind === undefined) return [accessKey(parentId, "ban", memberId)].filter((one) => contents.has(one));
    // Also of a ban that exists: the service may refuse it before it reports the conflict.
    if (kind !== "ban") return [];
    const rights = [
      accessKey(parentId, "moderator", memberId),
      accessKey(access.instanceId, "admin", memberId),
    ];
    return rights.filter((one) => contents.has(one));
  }

  private adopting(name: string, declaration: Declaration, contents: Contents): Declaration {
    if (declaration.kind === "parent") return this.withAvailableId(declaration);
    if (declaration.kind === "roster") return declaration;
    const [key] = this.contentsOf(declaration).map(([declared]) => declared);
    const entry = this.entries.find((candidate) => candidate.name === name && !candidate.delete);
    const isOwned = entry !== undefined && key !== undefined && ownedByEntry(this.family, entry).has(key);
    // A replacement leaves what has the option retainOnDelete: docs/guides/adoption-and-import.md.
    const isLeft = entry?.options.retainOnDelete === true;
    const mustAdopt = key !== undefined && contents.has(key) && (!isOwned || isLeft);
    return mustAdopt ? { ...declaration, adoptExisting: true } : declaration;
  }

  // If another entry of the state has the chosen id, the declaration gets an alias of that entry. If that is not
  // possible, because the declaration has an entry with another id, it gives up the chosen id. So it does if no entry has
  // what exists under that id.
  private withAvailableId({ chosenId, ...declaration }: ParentDeclaration): ParentDeclaration {
    const { family, fixture } = this;
    const parents = this.entries.filter(({ kind }) => kind === family.kinds.parent);
    const owners =
      chosenId === undefined
        ? []
        : parents.filter(({ id }) => family.parseParentId(id) === fixture.chosenParentId(chosenId));
    const isOwn = (entry: Entry): boolean => entry.name === declaration.resourceName && !entry.delete;
    if (owners.length === 0) {
      const exists = chosenId !== undefined && contentsOf(fixture).has(fixture.chosenParentId(chosenId));
      return { ...declaration, chosenId: exists ? undefined : chosenId };
    }
    if (owners.some(isOwn)) return { ...declaration, chosenId };
    const owner = owners.find((entry) => !entry.delete);
    if (!owner || parents.some(isOwn)) return { ...declaration, chosenId: undefined };
    return { ...declaration, chosenId, options: { ...declaration.options, alias: owner.name } };
  }

  private rosters(): { roster: RosterDeclaration; parentId: string; ignored: ReadonlySet<Key> }[] {
    return [...this.program.values()].flatMap((roster) => {
      const parentId = roster.kind === "roster" ? this.parentId(roster.parent) : undefined;
      if (roster.kind !== "roster" || parentId === undefined) return [];
      const ignored = ignoredMembersOf(roster, this.fixture).map((memberId) =>
        contentKey(parentId, roster.access, memberId),
      );
      return [{ roster, parentId, ignored: new Set(ignored) }];
    });
  }

  private contentsOf(declaration: Declaration): [Key, string][] {
    const parentId = this.parentId(parentOf(declaration) ?? DECLARED_PARENT);
    if (parentId === undefined) return [];
    if (declaration.kind === "parent") return [[parentId, declaration.name]];
    const access = accessOf(declaration);
    const { role: roleProperty } = this.family.properties;
    const ignoresRole =
      access === undefined && declaration.options?.ignoreChanges?.includes(roleProperty) === true;
    return [...rolesOf(declaration)].map(([member, role]) => [
      contentKey(parentId, access, this.fixture.members[member]!),
      ignoresRole ? OUTCOME_UNKNOWN : role,
    ]);
  }

  private parentId(parent: ParentName | typeof INSTANCE): string | undefined {
    if (parent === INSTANCE) return this.fixture.access?.instanceId;
    if (parent !== DECLARED_PARENT) return this.fixture.existingParents[parent];
    const declaration = this.program.get(DECLARED_PARENT);
    if (declaration?.kind === "parent" && declaration.chosenId !== undefined)
      return this.fixture.chosenParentId(declaration.chosenId);
    const resourceName = resourceNameOf(this.program, DECLARED_PARENT);
    const entry = this.entries.find((candidate) => candidate.name === resourceName && !candidate.delete);
    return entry && this.family.parseParentId(entry.id);
  }
}

/** The ids in a roster's `ignoreMembers`. An exclusive roster also ignores the unmanaged administrator. */
export function ignoredMembersOf(
  { ignored, exclusive }: RosterDeclaration,
  { members, unmanagedAdministrator }: ServiceFixture,
): string[] {
  const ids = ignored.map((member) => members[member]!);
  return exclusive && unmanagedAdministrator ? [...ids, unmanagedAdministrator.memberId] : ids;
}
