import * as pulumi from "@pulumi/pulumi";

import type { MembershipSchema } from "../schema/membershipSchema";

/** Of whose memberships a declaration is. */
export type DeclaredForm = Pick<
  MembershipSchema<never>,
  "parentProperties" | "formatId" | "formatParentId" | "describe" | "labels"
>;

/** Whom a resource declares to be in a place, such as a room. */
export interface Declaration {
  /** The properties that name the place. */
  parent: Readonly<Record<string, string>>;
  memberIds: readonly string[];
  /** Whom the resource leaves alone, where it removes all others; undefined where it does not. */
  spares?: readonly string[] | undefined;
}

/**
 * Fails the program when two of its resources declare the same membership, or one removes whom another declares, and
 * names both. What is not known yet is looked at as soon as it is; the plugin refuses what comes too late for that.
 */
export function declareOnce(schema: DeclaredForm, name: string, declaration: pulumi.Inputs): void {
  const declarations = declarationsOfThisRun(schema);
  const declare = (known: unknown): void => {
    // What is of another shape is reported by the plugin, with its property.
    if (isDeclaration(schema, known)) declarations.add({ ...known, name });
  };
  if (isDeclaration(schema, declaration)) declare(declaration);
  else pulumi.output(declaration).apply(declare);
}

interface Named extends Declaration {
  /** The name of the resource. */
  name: string;
}

interface Parent {
  all: Named[];
  exclusive: Named[];
}

class Declarations {
  private readonly ownerOf = new Map<string, string>();
  private readonly byPlace = new Map<string, Parent>();

  public constructor(private readonly schema: DeclaredForm) {}

  public add(declaration: Named): void {
    for (const memberId of declaration.memberIds) this.claim(declaration, memberId);
    const parent = this.in(declaration);
    for (const other of parent.exclusive) this.refuseFight(other, declaration);
    parent.all.push(declaration);
    if (declaration.spares === undefined) return;
    for (const other of parent.all) if (other !== declaration) this.refuseFight(declaration, other);
    parent.exclusive.push(declaration);
  }

  private in({ parent }: Named): Parent {
    const id = this.schema.formatParentId(parent as never);
    const known = this.byPlace.get(id) ?? { all: [], exclusive: [] };
    this.byPlace.set(id, known);
    return known;
  }

  private claim({ name, parent }: Named, memberId: string): void {
    const id = this.schema.formatId(parent as never, memberId);
    const other = this.ownerOf.get(id);
    if (other !== undefined)
      throw this.declaredTwice(name, other, `member ${memberId} of ${this.describe(parent)}`);
    this.ownerOf.set(id, name);
  }

  private refuseFight(exclusive: Named, other: Named): void {
    const spared = new Set(exclusive.spares);
    const removed = other.memberIds.filter((memberId) => !spared.has(memberId));
    if (removed.length === 0) return;
    throw new pulumi.RunError(
      `The roster "${exclusive.name}" is exclusive, and "${other.name}" declares members of the same ` +
        `${this.describe(exclusive.parent)}: the one would remove whom the other adds. List them in ` +
        `the roster, or in its ignoreMembers, or make it one that is not exclusive.`,
    );
  }

  private declaredTwice(name: string, other: string, membership: string): Error {
    return new pulumi.RunError(
      `The resources "${other}" and "${name}" declare the same membership: ${membership}. Keep one of them.`,
    );
  }

  private describe(parent: Declaration["parent"]): string {
    return this.schema.describe(parent as never);
  }
}

// A process can run several programs one after the other, and unit tests run without a stack: each has its own.
const byRun = new WeakMap<object, Map<DeclaredForm, Declarations>>();

function declarationsOfThisRun(schema: DeclaredForm): Declarations {
  const run = pulumi.runtime.getStackResource();
  if (!run) return new Declarations(schema);
  const ofRun = byRun.get(run) ?? new Map<DeclaredForm, Declarations>();
  byRun.set(run, ofRun);
  const declarations = ofRun.get(schema) ?? new Declarations(schema);
  ofRun.set(schema, declarations);
  return declarations;
}

function isDeclaration(schema: DeclaredForm, value: unknown): value is Declaration {
  const isText = (item: unknown): boolean => typeof item === "string";
  const areTexts = (items: unknown): boolean => Array.isArray(items) && items.every(isText);
  const { parent, memberIds, spares } = (value ?? {}) as Partial<Record<keyof Declaration, unknown>>;
  const named = schema.parentProperties.map(
    (property) => (parent as Record<string, unknown> | undefined)?.[property],
  );
  return areTexts(named) && areTexts(memberIds) && (spares === undefined || areTexts(spares));
}
