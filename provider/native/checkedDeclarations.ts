import {
  Declarations,
  type Declaration,
  type DeclarationSchema,
  type Declarer,
} from "../ownership/declarations";
import { settingDeclaration } from "../ownership/settingDeclaration";
import { only, type Properties } from "../schema/properties";
import type { ResourceKind } from "../schema/providerText";
import { isKnown, rosterOf } from "../schema/rosters/rosterState";
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
    // Two unknown ids are not the same id.
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
  const { members, exclusive, ignoreMembers = [] } = rosterOf(inputs);
  const memberIds = Object.keys(members);
  const ignored = exclusive && ignoreMembers;
  return { schema, declaration: { parent: schema.parentOf(inputs), memberIds, ignored } };
}

function ofSetting(kind: ResourceKind, inputs: Properties): DeclarationOfKind | undefined {
  const form = SETTINGS[kind];
  if (form === undefined) return undefined;
  const schema = settingDeclaration(form);
  return { schema, declaration: { parent: only([form.property], inputs), memberIds: [form.word] } };
}
