import type { Properties } from "../../support/host";
import type { LedgerIds, DeclaredResource } from "../engine/declaredResource";
import type { RunnableProgram } from "../engine/simulatedEngine";
import { hasUnknown, UNKNOWN } from "../engine/unknown";
import type { ResourceFamily, ServiceFixture } from "../model/resourceFamily";
import { ignoredMembersOf } from "./expectedState";
import {
  DECLARED_PARENT,
  parentOf,
  PROVIDERS,
  pulumiName,
  type Declaration,
  type ParentName,
  type Program,
} from "./program";

/** A program as the engine takes it, those resources first to whose outputs others refer. */
export function toRunnableProgram(
  family: ResourceFamily,
  program: Program,
  world: ServiceFixture,
): RunnableProgram {
  const resources = [...program]
    .sort(([one], [other]) => Number(other === DECLARED_PARENT) - Number(one === DECLARED_PARENT))
    .map(([name, declaration]) => declaredOf(family, name, declaration, { program, world }));
  return { resources, providers: PROVIDERS };
}

interface Around {
  readonly program: Program;
  readonly world: ServiceFixture;
}

function declaredOf(
  family: ResourceFamily,
  name: string,
  one: Declaration,
  { program, world }: Around,
): DeclaredResource {
  const { options = {} } = one;
  const { deletedWith } = options;
  const named = (other: string | undefined): string[] =>
    other === undefined ? [] : [pulumiName(program, other)];
  const ofParent = parentOf(one) === DECLARED_PARENT ? named(DECLARED_PARENT) : [];
  const ofMember = one.kind === "parent" ? [] : named(one.memberIdFrom);
  return {
    name: pulumiName(program, name),
    options:
      deletedWith === undefined ? options : { ...options, deletedWith: pulumiName(program, deletedWith) },
    ledgerIds: aboutOf(family, one, world),
    kind: family.kinds[one.kind],
    dependencies: one.kind === "parent" ? [] : named(one.dependsOn),
    propertyDependencies: {
      [family.properties.parent]: ofParent,
      [one.kind === "roster" ? "members" : family.properties.member]: ofMember,
    },
    inputs: (outputOf) =>
      inputsOf(family, one, world, (other, property) => outputOf(pulumiName(program, other), property)),
  };
}

// The ids under which the plugin knows what a resource is about.
function aboutOf(
  { formatMembershipId, properties }: ResourceFamily,
  one: Declaration,
  world: ServiceFixture,
): LedgerIds {
  switch (one.kind) {
    case "parent": {
      const { chosenId } = one;
      const desired = chosenId === undefined ? [] : [world.chosenParentId(chosenId)];
      return { desired: () => desired, ignored: () => [], owned: (id) => [id] };
    }
    case "membership": {
      const ofInputs = (inputs: Properties): string[] =>
        known([formatMembershipId(inputs, String(inputs[properties.member]))]);
      return { desired: ofInputs, ignored: () => [], owned: (id) => [id] };
    }
    case "roster": {
      const ids = (parent: Properties, members: readonly unknown[]): string[] =>
        known(members.map((memberId) => formatMembershipId(parent, String(memberId))));
      const membersOf = ({ members }: Properties): unknown[] =>
        (members as Properties[]).map((member) => member[properties.member]);
      return {
        desired: (inputs) => ids(inputs, membersOf(inputs)),
        ignored: (inputs) => ids(inputs, (inputs["ignoreMembers"] as unknown[] | undefined) ?? []),
        owned: (_, outputs) => ids(outputs, Object.keys(outputs["members"] ?? {})),
      };
    }
  }
}

function known(ids: readonly string[]): string[] {
  return ids.filter((id) => !hasUnknown(id));
}

type OutputOf = (name: string, property: string) => unknown;

function inputsOf(
  { properties }: ResourceFamily,
  one: Declaration,
  world: ServiceFixture,
  outputOf: OutputOf,
): Properties {
  if (one.kind === "parent") return world.declaredParentInputs(one.title, one.chosenId);
  const isLate = one.memberIdFrom !== undefined && outputOf(one.memberIdFrom, "id") === UNKNOWN;
  const memberOf = (member: number, role: string, mayBeLate: boolean): Properties => ({
    [properties.member]: isLate && mayBeLate ? UNKNOWN : world.members[member],
    [properties.role]: role,
  });
  const parent = world.parentInputs(parentIdOf(one.parent));
  if (one.kind === "membership") {
    const { member, role, adoptExisting } = one;
    return { ...parent, ...memberOf(member, role, true), ...(adoptExisting ? { adoptExisting } : {}) };
  }
  const ignored = ignoredMembersOf(one, world);
  return {
    ...parent,
    members: [...one.members].map(([member, role], index) => memberOf(member, role, index === 0)),
    ...(one.exclusive ? { exclusive: true } : {}),
    ...(ignored.length > 0 ? { ignoreMembers: ignored } : {}),
  };

  function parentIdOf(name: ParentName): unknown {
    return name === DECLARED_PARENT
      ? outputOf(DECLARED_PARENT, properties.parent)
      : world.existingParents[name];
  }
}
