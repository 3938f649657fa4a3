import {
  Declarations,
  type Declaration,
  type DeclarationSchema,
  type Declarer,
} from "../ownership/declarations";
import { settingDeclaration, type AnySettingForm } from "../ownership/settingDeclaration";
import { only, type Properties } from "../schema/properties";
import type { ResourceKind } from "../schema/providerText";
import { rosterOf } from "../schema/rosters/rosterState";
import { isUnknown } from "../schema/unknownValue";
import { DECLARED, type AnyMembershipSchema } from "./declaredKinds";

/** The resource that a request is about. */
export interface RequestedResource {
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
  public add({ urn, kind, name }: RequestedResource, inputs: Properties): string | undefined {
    const before = this.byUrn.get(urn);
    if (before !== undefined) this.declarations.withdraw(before);
    const declarer = { resource: `${kind} "${name}"` };
    this.byUrn.set(urn, declarer);
    const declared = declarationOf(kind, inputs);
    return declared && this.declarations.add(declared.schema, declarer, declared.declaration);
  }
}

interface DeclarationOfKind {
  readonly schema: DeclarationSchema;
  readonly declaration: Declaration;
}

// Undefined if a part of the id is unknown: two unknown ids are not the same id.
function declarationOf(kind: ResourceKind, inputs: Properties): DeclarationOfKind | undefined {
  const declared = DECLARED[kind];
  switch (declared.as) {
    case "membership":
      return ofMembership(declared.schema, inputs);
    case "roster":
      return ofRoster(declared.schema, inputs);
    case "setting":
      return ofSetting(declared.form, inputs);
    case "entity":
      return undefined;
  }
}

function ofMembership(schema: AnyMembershipSchema, inputs: Properties): DeclarationOfKind | undefined {
  const { parentProperties, memberProperty } = schema;
  if (!areKnown([...parentProperties, memberProperty], inputs)) return undefined;
  const memberIds = [String(inputs[memberProperty])];
  return { schema, declaration: { parent: schema.parentOf(inputs), memberIds } };
}

function ofRoster(schema: AnyMembershipSchema, inputs: Properties): DeclarationOfKind | undefined {
  if (!areKnown([...schema.parentProperties, "members"], inputs)) return undefined;
  const { members, exclusive, ignoreMembers = [] } = rosterOf(inputs);
  const ignored = exclusive && areKnown(["ignoreMembers"], inputs) ? ignoreMembers : undefined;
  const memberIds = Object.keys(members);
  return { schema, declaration: { parent: schema.parentOf(inputs), memberIds, ignored } };
}

function ofSetting(form: AnySettingForm, inputs: Properties): DeclarationOfKind | undefined {
  if (!areKnown([form.property], inputs)) return undefined;
  const declaration = { parent: only([form.property], inputs), memberIds: [form.word] };
  return { schema: settingDeclaration(form), declaration };
}

function areKnown(names: readonly string[], inputs: Properties): boolean {
  return !names.flatMap((name) => inputs[name]).some(isUnknown);
}
