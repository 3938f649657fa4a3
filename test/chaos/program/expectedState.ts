import type { Entry } from "../engine/stackState";
import {
  claimed,
  factsOf,
  isWithin,
  madeWith,
  memberKey,
  UNCONFIRMED,
  type Facts,
  type Key,
} from "../model/contents";
import type { Family, World } from "../model/resourceFamily";
import {
  HOUSE,
  parentOf,
  pulumiName,
  rolesOf,
  type Declaration,
  type DeclaredParent,
  type ParentName,
  type Program,
  type Roster,
} from "./program";

/** What a program means in the service, by what the state knows of the place that it may have of its own. */
export class Meaning {
  public constructor(
    private readonly family: Family,
    private readonly world: World,
    private readonly program: Program,
    private readonly entries: readonly Entry[],
  ) {}

  /** What it declares to exist. */
  public declared(): Facts {
    return new Map([...this.program.values()].flatMap((one) => this.factsOf(one)));
  }

  /** Whether a resource declares this. */
  public declares(name: string, key: Key): boolean {
    const one = this.program.get(name);
    return one !== undefined && this.factsOf(one).some(([declared]) => declared === key);
  }

  /** Of which of it the ids are known only when another resource is there: a roster may be done before that. */
  public late(): ReadonlySet<Key> {
    const waiting = [...this.program.values()].filter(
      (one) => one.kind !== "parent" && one.waitsFor !== undefined,
    );
    // The id of its first member alone is an output of the other resource.
    return new Set(
      waiting.flatMap((one) =>
        this.factsOf(one)
          .slice(0, 1)
          .map(([key]) => key),
      ),
    );
  }

  /** What it lets go without removing it. */
  public spared(): ReadonlySet<Key> {
    return new Set(this.rosters().flatMap(({ ignored }) => [...ignored]));
  }

  /**
   * Whether it removes this although it never managed it: it has an exclusive roster there. Whom another roster ignores
   * does not count. On whose behalf the calls are made, and who is a member of a place for having made it, stays.
   */
  public removesStranger(key: Key): boolean {
    return this.rosters().some(
      ({ roster, parentId, ignored }) =>
        roster.exclusive &&
        isWithin(key, parentId) &&
        !ignored.has(key) &&
        !madeWith(this.world, [parentId]).has(key),
    );
  }

  /** The place of its own; undefined while it does not exist, and nobody knows its id. */
  public ownParent(): string | undefined {
    return this.program.has(HOUSE) ? this.idOf(HOUSE) : undefined;
  }

  /** The program that can be fulfilled in the service as it is now, and is nearest to this one. */
  public fulfillable(): Program {
    const facts = factsOf(this.world);
    const left = [...this.program].filter(([, one]) => {
      const parent = parentOf(one);
      return parent === undefined || parent === HOUSE || facts.has(this.world.given[parent]);
    });
    return new Map(left.map(([name, one]) => [name, this.adopting(name, one, facts)]));
  }

  private adopting(name: string, one: Declaration, facts: Facts): Declaration {
    if (one.kind === "parent") return this.reachable(one);
    if (one.kind === "roster") return one;
    const [key] = this.factsOf(one).map(([declared]) => declared);
    const own = this.entries.find((entry) => entry.name === name && !entry.delete);
    const isTaken = key !== undefined && facts.has(key) && !(own && claimed(this.family, own).has(key));
    return isTaken ? { ...one, adoptExisting: true } : one;
  }

  // What another resource of the state has comes to be that of a renamed one by an alias. Where that cannot be, because the
  // renamed one has another place, the person does without the id.
  private reachable({ chosenId, ...one }: DeclaredParent): DeclaredParent {
    const parents = this.entries.filter(({ kind }) => kind === this.family.kinds.parent);
    const holders =
      chosenId === undefined
        ? []
        : parents.filter(({ id }) => this.family.parentOf(id) === this.world.parentOfChosenId(chosenId));
    const isNamed = (entry: Entry): boolean => entry.name === one.name && !entry.delete;
    if (holders.length === 0 || holders.some(isNamed)) return { ...one, chosenId };
    const holder = holders.find((entry) => !entry.delete);
    if (!holder || parents.some(isNamed)) return { ...one, chosenId: undefined };
    return { ...one, chosenId, options: { ...one.options, alias: holder.name } };
  }

  private rosters(): { roster: Roster; parentId: string; ignored: ReadonlySet<Key> }[] {
    return [...this.program.values()].flatMap((one) => {
      const parentId = one.kind === "roster" ? this.idOf(one.parent) : undefined;
      if (one.kind !== "roster" || parentId === undefined) return [];
      const ignored = ignoredBy(one, this.world).map((memberId) => memberKey(parentId, memberId));
      return [{ roster: one, parentId, ignored: new Set(ignored) }];
    });
  }

  private factsOf(one: Declaration): [Key, string][] {
    const parentId = this.idOf(parentOf(one) ?? HOUSE);
    if (parentId === undefined) return [];
    if (one.kind === "parent") return [[parentId, one.title]];
    const isIgnored = one.options?.ignoreChanges?.includes(this.family.properties.role) === true;
    return [...rolesOf(one)].map(([member, role]) => [
      memberKey(parentId, this.world.members[member]!),
      isIgnored ? UNCONFIRMED : role,
    ]);
  }

  private idOf(parent: ParentName): string | undefined {
    if (parent !== HOUSE) return this.world.given[parent];
    const own = this.program.get(HOUSE);
    if (own?.kind === "parent" && own.chosenId !== undefined)
      return this.world.parentOfChosenId(own.chosenId);
    const houseName = pulumiName(this.program, HOUSE);
    const entry = this.entries.find(({ name, delete: isReplaced }) => name === houseName && !isReplaced);
    return entry && this.family.parentOf(entry.id);
  }
}

/** Whom a roster lets alone. Where a place must keep somebody, somebody is there to be that in the end. */
export function ignoredBy({ ignored, exclusive }: Roster, { members, guardian }: World): string[] {
  const ids = ignored.map((member) => members[member]!);
  return exclusive && guardian ? [...ids, guardian.memberId] : ids;
}
