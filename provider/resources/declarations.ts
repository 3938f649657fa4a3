import * as pulumi from "@pulumi/pulumi";

import type { MembershipLabels, MembershipSchema } from "../schema/membershipSchema";
import type { ResourceKind } from "../schema/providerText";
import { perRun } from "./perRun";
import { programError } from "./programError";

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
  parent: Readonly<Record<string, string>>;
  memberIds: readonly string[];
  /** Of an exclusive roster, the members that it does not remove; undefined for anything else. */
  ignored?: readonly string[] | undefined;
}

/** Names a resource of the program. Two resources of different kinds can have the same name. */
export interface ResourceName {
  readonly kind: ResourceKind;
  readonly name: string;
}

/** Whether a constructor declares a resource, instead of looking one up by its id or referring to one by its URN. */
export function isDeclared(opts: pulumi.CustomResourceOptions | undefined): boolean {
  return opts?.id === undefined && opts?.urn === undefined;
}

/**
 * Fails the program when two resources declare the same membership, or a ban and what it bans from, or when an exclusive
 * roster would remove a member that another resource declares. Unknown values are checked as soon as they are known; the plugin refuses conflicts
 * that are found too late for that.
 *
 * @throws RunError that names both resources.
 */
export function declareOnce(
  schema: DeclarationSchema,
  { kind, name }: ResourceName,
  declaration: pulumi.Inputs,
): void {
  const declarations = declarationsOfThisRun(schema);
  const declare = (known: unknown): void => {
    // The plugin reports values of the wrong type, with their properties.
    if (isDeclaration(schema, known)) declarations.add({ ...known, resource: `${kind} "${name}"` });
  };
  if (isDeclaration(schema, declaration)) declare(declaration);
  else pulumi.output(declaration).apply(declare);
}

interface NamedDeclaration extends Declaration {
  /** The resource, as errors name it. */
  resource: string;
}

interface ExclusiveRoster extends Pick<NamedDeclaration, "parent" | "resource"> {
  ignored: ReadonlySet<string>;
}

interface ParentDeclarations {
  all: NamedDeclaration[];
  exclusive: ExclusiveRoster[];
}

class Declarations {
  private readonly byParent = new Map<string, ParentDeclarations>();

  /** @param resourceById The resources that declare a membership of any kind, by its id. */
  public constructor(
    private readonly schema: DeclarationSchema,
    private readonly resourceById: Map<string, string>,
  ) {}

  public add(declaration: NamedDeclaration): void {
    for (const memberId of declaration.memberIds) {
      this.refuseDuplicate(declaration, memberId);
      this.refuseContradiction(declaration, memberId);
    }
    const { all, exclusive } = this.withSameParent(declaration);
    for (const other of exclusive) this.refuseRemoval(other, declaration);
    all.push(declaration);
    if (declaration.ignored === undefined) return;
    const { resource, parent } = declaration;
    const roster = { resource, parent, ignored: new Set(declaration.ignored) };
    for (const other of all) if (other !== declaration) this.refuseRemoval(roster, other);
    exclusive.push(roster);
  }

  private withSameParent({ parent }: NamedDeclaration): ParentDeclarations {
    const id = this.schema.formatParentId(parent as never);
    const known = this.byParent.get(id) ?? { all: [], exclusive: [] };
    this.byParent.set(id, known);
    return known;
  }

  private refuseDuplicate({ resource, parent }: NamedDeclaration, memberId: string): void {
    const id = this.schema.formatId(parent as never, memberId);
    const other = this.resourceById.get(id);
    if (other === undefined) {
      this.resourceById.set(id, resource);
      const groupId = this.schema.groupId?.(memberId);
      if (groupId !== undefined) this.resourceById.set(groupId, resource);
      return;
    }
    throw programError(
      `The resources ${other} and ${resource} declare the same ${this.schema.labels.kind}: ` +
        `${this.schema.labels.member} ${memberId} in ${this.describe(parent)}. Keep one of them.`,
    );
  }

  private refuseContradiction({ resource, parent }: NamedDeclaration, memberId: string): void {
    const { ids = [], what = "" } = this.schema.excludes?.(parent as never, memberId) ?? {};
    const other = ids.map((id) => this.resourceById.get(id)).find((one) => one !== undefined);
    if (other === undefined) return;
    throw programError(
      `The resources ${other} and ${resource} contradict each other: ${resource} declares ${this.schema.labels.member} ` +
        `${memberId} in ${this.describe(parent)}, and ${other} ${what}. Keep one of them.`,
    );
  }

  private refuseRemoval(exclusive: ExclusiveRoster, other: NamedDeclaration): void {
    const removed = other.memberIds.filter((memberId) => !exclusive.ignored.has(memberId));
    if (removed.length === 0) return;
    throw programError(
      `${exclusive.resource} is exclusive, and ${other.resource} declares ${this.schema.labels.member}s of the same ` +
        `${this.describe(exclusive.parent)}, which the roster would remove. List them in the roster or in its ` +
        "ignoreMembers, or do not set exclusive.",
    );
  }

  private describe(parent: Declaration["parent"]): string {
    return this.schema.describe(parent as never);
  }
}

interface RunDeclarations {
  readonly resourceById: Map<string, string>;
  readonly bySchema: Map<DeclarationSchema, Declarations>;
}

const allOfThisRun = perRun((): RunDeclarations => ({ resourceById: new Map(), bySchema: new Map() }));

function declarationsOfThisRun(schema: DeclarationSchema): Declarations {
  const { resourceById, bySchema } = allOfThisRun();
  const declarations = bySchema.get(schema) ?? new Declarations(schema, resourceById);
  bySchema.set(schema, declarations);
  return declarations;
}

function isDeclaration(schema: DeclarationSchema, value: unknown): value is Declaration {
  const areStrings = (items: unknown): boolean =>
    Array.isArray(items) && items.every((item) => typeof item === "string");
  const { parent, memberIds, ignored } = (value ?? {}) as Partial<Record<keyof Declaration, unknown>>;
  const parentValues = schema.parentProperties.map(
    (property) => (parent as Record<string, unknown> | undefined)?.[property],
  );
  return areStrings(parentValues) && areStrings(memberIds) && (ignored === undefined || areStrings(ignored));
}
