import {
  Declarations,
  type Declaration,
  type DeclarationSchema,
  type Declarer,
} from "../ownership/declarations";
import { only, type Properties } from "../schema/properties";
import type { ResourceKind } from "../schema/providerText";
import type { RosterMembers } from "../schema/rosters/rosterState";
import { UNKNOWN_VALUE } from "../schema/unknownValue";
import { MEMBERSHIPS, ROSTERS, SETTINGS } from "./declaredKinds";

/** The resource that a request is about. */
export interface Subject {
  readonly urn: string;
  readonly kind: ResourceKind;
  readonly name: string;
}

/**
 * What the program of a deployment declares, as the checks of its resources say: a program in another language runs nothing of this
 * package that could compare its resources.
 */
export class CheckedDeclarations {
  private readonly declarations = new Declarations();
  private readonly byUrn = new Map<string, Declarer>();

  /**
   * Adds a resource, or replaces what it declared: a replacement is checked twice.
   *
   * @param inputs Its inputs in the shape of the hooks.
   * @returns Why it conflicts with another resource; undefined if it does not, or if that is not known yet.
   */
  public add({ urn, kind, name }: Subject, inputs: Properties): string | undefined {
    const before = this.byUrn.get(urn);
    if (before !== undefined) this.declarations.withdraw(before);
    const declarer = { resource: `${kind} "${name}"` };
    this.byUrn.set(urn, declarer);
    const declared = isKnown(inputs) ? declarationOf(kind, inputs) : undefined;
    return declared && this.declarations.add(declared.schema, declarer, declared.declaration);
  }
}

interface DeclarationOfKind {
  readonly schema: DeclarationSchema;
  readonly declaration: Declaration;
}

function declarationOf(kind: ResourceKind, inputs: Properties): DeclarationOfKind | undefined {
  return ofMembership(kind, inputs) ?? ofRoster(kind, inputs) ?? ofSetting(kind, inputs);
}

function ofMembership(kind: ResourceKind, inputs: Properties): DeclarationOfKind | undefined {
  const schema = MEMBERSHIPS[kind];
  if (schema === undefined) return undefined;
  const memberIds = [String(inputs[schema.memberProperty])];
  return { schema, declaration: { parent: schema.parentOf(inputs), memberIds } };
}

function ofRoster(kind: ResourceKind, inputs: Properties): DeclarationOfKind | undefined {
  const schema = ROSTERS[kind];
  if (schema === undefined) return undefined;
  const { members, exclusive = false, ignoreMembers = [] } = inputs;
  const memberIds = Object.keys(members as RosterMembers);
  const ignored = exclusive === false ? undefined : (ignoreMembers as string[]);
  return { schema, declaration: { parent: schema.parentOf(inputs), memberIds, ignored } };
}

function ofSetting(kind: ResourceKind, inputs: Properties): DeclarationOfKind | undefined {
  const schema = SETTINGS[kind];
  if (schema === undefined) return undefined;
  // No member tells settings apart.
  return { schema, declaration: { parent: only(schema.parentProperties, inputs), memberIds: [""] } };
}

// Two unknown ids are not the same id.
function isKnown(props: Properties): boolean {
  return !JSON.stringify(props).includes(UNKNOWN_VALUE);
}
