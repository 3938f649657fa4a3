import type { Properties } from "../../support/host";
import type { DeclaredResource, LedgerIds } from "../engine/declaredResource";
import type { RunnableProgram } from "../engine/simulatedEngine";
import { UNKNOWN } from "../engine/unknown";
import { accessKey } from "../model/contents";
import type { ResourceFamily } from "../model/resourceFamily";
import type { ServiceFixture } from "../model/serviceFixture";
import { ignoredMembersOf } from "./expectedState";
import {
  accessOf,
  DECLARED_PARENT,
  INSTANCE,
  parentOf,
  PROVIDERS,
  resourceNameOf,
  type Declaration,
  type ParentName,
  type Program,
} from "./program";

/**
 * Converts a program for the simulated engine. The declared parent comes first, because others refer to its outputs.
 */
export function toRunnableProgram(
  family: ResourceFamily,
  program: Program,
  fixture: ServiceFixture,
): RunnableProgram {
  const resources = [...program]
    .sort(([one], [other]) => Number(other === DECLARED_PARENT) - Number(one === DECLARED_PARENT))
    .map(([name, declaration]) => toDeclaredResource(name, declaration, { family, program, fixture }));
  return { resources, providers: PROVIDERS };
}

interface Context {
  readonly family: ResourceFamily;
  readonly program: Program;
  readonly fixture: ServiceFixture;
}

function toDeclaredResource(name: string, declaration: Declaration, context: Context): DeclaredResource {
  const { family, program } = context;
  const { options = {} } = declaration;
  const { deletedWith } = options;
  const resourceNames = (other: string | undefined): string[] =>
    other === undefined ? [] : [resourceNameOf(program, other)];
  return {
    name: resourceNameOf(program, name),
    options:
      deletedWith === undefined ? options : { ...options, deletedWith: resourceNameOf(program, deletedWith) },
    ledgerIds: ledgerIdsOf(declaration, context),
    kind: kindOf(declaration, family),
    ...(declaration.kind === "parent"
      ? { idOutput: { name: family.properties.parent, parse: (id: string) => family.parseParentId(id) } }
      : {}),
    dependencies: declaration.kind === "parent" ? [] : resourceNames(declaration.dependsOn),
    propertyDependencies: {
      [family.properties.parent]:
        parentOf(declaration) === DECLARED_PARENT ? resourceNames(DECLARED_PARENT) : [],
      [memberPropertyOf(declaration, family)]:
        declaration.kind === "parent" ? [] : resourceNames(declaration.memberIdFrom),
    },
    inputs: (outputOf) =>
      inputsOf(declaration, context, (other, property) => outputOf(resourceNameOf(program, other), property)),
  };
}

function kindOf(declaration: Declaration, family: ResourceFamily): DeclaredResource["kind"] {
  const access = accessOf(declaration);
  if (access === undefined) return family.kinds[declaration.kind as keyof typeof family.kinds];
  return declaration.kind === "roster" ? family.access![access].roster! : family.access![access].kind;
}

function memberPropertyOf(declaration: Declaration, family: ResourceFamily): string {
  if (declaration.kind === "access") return family.access![declaration.access].properties.member;
  return declaration.kind === "roster" ? "members" : family.properties.member;
}

function ledgerIdsOf(declaration: Declaration, { family, fixture }: Context): LedgerIds {
  const { formatMembershipId, properties } = family;
  switch (declaration.kind) {
    case "parent": {
      const { chosenId } = declaration;
      const desired = chosenId === undefined ? [] : [fixture.chosenParentId(chosenId)];
      return { desired: () => desired, ignored: () => [], owned: (id) => [id] };
    }
    case "access": {
      const { parent, member } = family.access![declaration.access].properties;
      const desired = (inputs: Properties): string[] => [
        accessKey(String(inputs[parent]), declaration.access, String(inputs[member])),
      ];
      const isAwaited = family.access![declaration.access].roster !== undefined;
      return { desired, ignored: () => [], owned: (id) => [id], isAwaited };
    }
    case "membership": {
      const desired = (inputs: Properties): string[] => [
        formatMembershipId(inputs, String(inputs[properties.member])),
      ];
      return { desired, ignored: () => [], owned: (id) => [id] };
    }
    case "roster": {
      const { access } = declaration;
      const idOf = (parent: Properties, memberId: string): string =>
        access === undefined
          ? formatMembershipId(parent, memberId)
          : accessKey(String(parent[properties.parent]), access, memberId);
      const ids = (parent: Properties, members: readonly unknown[]): string[] =>
        members.map((memberId) => idOf(parent, String(memberId)));
      const membersOf = ({ members }: Properties): unknown[] =>
        (members as (Properties | string)[]).map((member) =>
          typeof member === "string" ? member : member[properties.member],
        );
      return {
        desired: (inputs) => ids(inputs, membersOf(inputs)),
        ignored: (inputs) => ids(inputs, (inputs["ignoreMembers"] as unknown[] | undefined) ?? []),
        owned: (_, outputs) => ids(outputs, Object.keys(outputs["members"] ?? {})),
      };
    }
  }
}

type OutputOf = (name: string, property: string) => unknown;

function inputsOf(declaration: Declaration, { family, fixture }: Context, outputOf: OutputOf): Properties {
  const { properties } = family;
  if (declaration.kind === "parent")
    return fixture.declaredParentInputs(declaration.name, declaration.chosenId);
  const { memberIdFrom } = declaration;
  const isIdUnknown = memberIdFrom !== undefined && outputOf(memberIdFrom, "id") === UNKNOWN;
  if (declaration.kind === "access") {
    const { access, member, adoptExisting } = declaration;
    return {
      ...fixture.access!.parentInputs(access, parentIdOf(declaration.parent)),
      [family.access![access].properties.member]: isIdUnknown ? UNKNOWN : fixture.members[member],
      ...(adoptExisting ? { adoptExisting } : {}),
    };
  }
  const idOf = (member: number, isFirst: boolean): string =>
    isIdUnknown && isFirst ? UNKNOWN : fixture.members[member]!;
  const memberInputs = (member: number, role: string, isFirst: boolean): Properties => ({
    [properties.member]: idOf(member, isFirst),
    [properties.role]: role,
  });
  const parent = fixture.parentInputs(parentIdOf(declaration.parent));
  if (declaration.kind === "membership") {
    const { member, role, adoptExisting } = declaration;
    return { ...parent, ...memberInputs(member, role, true), ...(adoptExisting ? { adoptExisting } : {}) };
  }
  const ignored = ignoredMembersOf(declaration, fixture);
  return {
    ...parent,
    members: [...declaration.members].map(([member, role], index) =>
      declaration.access === undefined ? memberInputs(member, role, index === 0) : idOf(member, index === 0),
    ),
    ...(declaration.exclusive ? { exclusive: true } : {}),
    ...(ignored.length > 0 ? { ignoreMembers: ignored } : {}),
  };

  function parentIdOf(name: ParentName | typeof INSTANCE): unknown {
    if (name === INSTANCE) return fixture.access!.instanceId;
    return name === DECLARED_PARENT
      ? outputOf(DECLARED_PARENT, properties.parent)
      : fixture.existingParents[name];
  }
}
