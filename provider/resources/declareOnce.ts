import * as pulumi from "@pulumi/pulumi";

import { Declarations, type Declaration, type DeclarationSchema } from "../ownership/declarations";
import type { ResourceKind } from "../schema/providerText";
import { perRun } from "./perRun";
import { programError } from "./programError";

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
  const declarations = declarationsOfThisRun();
  const declare = (known: unknown): void => {
    // The plugin reports values of the wrong type, with their properties.
    if (!isDeclaration(schema, known)) return;
    const conflict = declarations.add(schema, { resource: `${kind} "${name}"` }, known);
    if (conflict !== undefined) throw programError(conflict);
  };
  if (isDeclaration(schema, declaration)) declare(declaration);
  else pulumi.output(declaration).apply(declare);
}

const declarationsOfThisRun = perRun(() => new Declarations());

function isDeclaration(schema: DeclarationSchema, value: unknown): value is Declaration {
  const areStrings = (items: unknown): boolean =>
    Array.isArray(items) && items.every((item) => typeof item === "string");
  const { parent, memberIds, ignored } = (value ?? {}) as Partial<Record<keyof Declaration, unknown>>;
  const parentValues = schema.parentProperties.map(
    (property) => (parent as Record<string, unknown> | undefined)?.[property],
  );
  return areStrings(parentValues) && areStrings(memberIds) && (ignored === undefined || areStrings(ignored));
}
