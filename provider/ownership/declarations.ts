import type { MembershipLabels, MembershipSchema } from "../schema/membershipSchema";

/** What the check for conflicts needs of a schema. */
export type DeclarationSchema = Pick<
  MembershipSchema<never>,
  | "parentProperties"
  | "formatId"
  | "formatParentId"
  | "endsWith"
  | "describe"
  | "excludes"
  | "groupId"
  | "givesRights"
  | "hasRosters"
> & { readonly labels: Pick<MembershipLabels, "kind" | "member"> };

/** The members that a resource declares for a parent, such as a room. */
export interface Declaration {
  /** The parent, by property. */
  parent: object;
  memberIds: readonly string[];
  /** Of an exclusive roster, the members that it does not remove; undefined for anything else. */
  ignored?: readonly string[] | undefined;
}

/** A resource of a program. */
export interface Declarer {
  /** Its kind and its name, for errors. */
  readonly resource: string;
}

/**
 * What the resources of a program declare. Two of them conflict if they declare the same membership, or a ban and what it bans
 * from, or if one is an exclusive roster that would remove a member whom the other declares.
 */
export class Declarations {
  /** Who declares a membership of any kind, by its id, or several of one member, by the id of the group. */
  private readonly byId = new Map<string, Set<Declarer>>();
  private readonly bySchema = new Map<DeclarationSchema, Map<string, ParentDeclarations>>();
  private readonly byDeclarer = new Map<Declarer, Declared>();

  /** Adds what a resource declares. Returns why it conflicts with another resource; undefined if it does not. */
  public add(schema: DeclarationSchema, declarer: Declarer, declaration: Declaration): string | undefined {
    const ignored = declaration.ignored && new Set(declaration.ignored);
    const added: Declared = { ...declaration, ignored, schema, declarer };
    this.byDeclarer.set(declarer, added);
    return this.conflictOfMembers(added) ?? this.conflictWithRosters(added);
  }

  /** Forgets what a resource declares. */
  public withdraw(declarer: Declarer): void {
    const declared = this.byDeclarer.get(declarer);
    if (declared === undefined) return;
    this.byDeclarer.delete(declarer);
    for (const id of declared.memberIds.flatMap((memberId) => idsOf(declared, memberId)))
      this.byId.get(id)?.delete(declarer);
    const { all, exclusive } = this.withSameParent(declared);
    for (const declarations of [all, exclusive]) declarations.delete(declared);
  }

  private conflictOfMembers(added: Declared): string | undefined {
    const { schema, declarer, parent } = added;
    for (const memberId of added.memberIds) {
      const ids = idsOf(added, memberId);
      const { ids: excluded = [], what = "" } = schema.excludes?.(parent as never, memberId) ?? {};
      const [same, opposite] = [this.firstOf(ids.slice(0, 1)), this.firstOf(excluded)];
      if (same !== undefined) return duplicate(same, added, memberId);
      if (opposite !== undefined) return contradiction(opposite, added, memberId, what);
      for (const id of ids) this.byId.set(id, (this.byId.get(id) ?? new Set()).add(declarer));
    }
    return undefined;
  }

  private firstOf(ids: readonly string[]): Declarer | undefined {
    return ids.flatMap((id) => [...(this.byId.get(id) ?? [])])[0];
  }

  private conflictWithRosters(added: Declared): string | undefined {
    const { all, exclusive } = this.withSameParent(added);
    const pairs = [...exclusive].map((roster) => [roster, added] as const);
    if (added.ignored !== undefined) {
      for (const other of all) pairs.push([added, other]);
      exclusive.add(added);
    }
    all.add(added);
    const pair = pairs.find(([roster, other]) => removes(roster, other));
    return pair && removal(...pair);
  }

  private withSameParent({ schema, parent }: Declared): ParentDeclarations {
    const parents = this.bySchema.get(schema) ?? new Map<string, ParentDeclarations>();
    this.bySchema.set(schema, parents);
    const id = schema.formatParentId(parent as never);
    const known = parents.get(id) ?? { all: new Set(), exclusive: new Set() };
    parents.set(id, known);
    return known;
  }
}

interface Declared extends Omit<Declaration, "ignored"> {
  readonly ignored: ReadonlySet<string> | undefined;
  readonly schema: DeclarationSchema;
  readonly declarer: Declarer;
}

interface ParentDeclarations {
  readonly all: Set<Declared>;
  readonly exclusive: Set<Declared>;
}

/** The id of a membership, and that of all of the member's memberships where kinds exclude each of them. */
function idsOf({ schema, parent }: Declared, memberId: string): string[] {
  const groupId = schema.groupId?.(memberId);
  return [schema.formatId(parent as never, memberId), ...(groupId === undefined ? [] : [groupId])];
}

function duplicate(other: Declarer, added: Declared, memberId: string): string {
  return (
    `The resources ${other.resource} and ${added.declarer.resource} declare the same ${added.schema.labels.kind}: ` +
    `${added.schema.labels.member} ${memberId} in ${parentOf(added)}. Keep one of them.`
  );
}

function contradiction(other: Declarer, added: Declared, memberId: string, what: string): string {
  const { resource } = added.declarer;
  return (
    `The resources ${other.resource} and ${resource} contradict each other: ${resource} declares ` +
    `${added.schema.labels.member} ${memberId} in ${parentOf(added)}, and ${other.resource} ${what}. Keep one of them.`
  );
}

function removes({ ignored }: Declared, other: Declared): boolean {
  return other.memberIds.some((memberId) => ignored?.has(memberId) === false);
}

function removal(roster: Declared, other: Declared): string {
  return (
    `${roster.declarer.resource} is exclusive, and ${other.declarer.resource} declares ${roster.schema.labels.member}s of the ` +
    `same ${parentOf(roster)}, which the roster would remove. List them in the roster or in its ignoreMembers, or do not set ` +
    "exclusive."
  );
}

function parentOf({ schema, parent }: Declared): string {
  return schema.describe(parent as never);
}
