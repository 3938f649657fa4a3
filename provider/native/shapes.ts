import { isDeepStrictEqual } from "node:util";

import { without, type Properties } from "../schema/properties";
import { PROVIDER_TEXT, type ResourceKind } from "../schema/providerText";
import { RESOURCE_NAME } from "../schema/rosters/rosterInputs";
import { UNCONFIRMED, withRolesById } from "../schema/rosters/rosterShape";
import { OUTCOME_UNKNOWN } from "../schema/rosters/rosterState";
import { rosterSchemaOf } from "./declaredKinds";

/**
 * Properties in the shape of the hooks: as in a state of the dynamic form, they have a provider text, by which the hooks know another
 * kind or another provider, and a roster has the roles by member id.
 *
 * @param props Checked inputs, or a state of the native or the dynamic form; empty if there is none.
 */
export function forHooks(kind: ResourceKind, props: Properties): Properties {
  const names = rosterSchemaOf(kind);
  const own = withText(kind, props);
  return names === undefined ? own : withRolesById(names, own);
}

/**
 * Whether it is the state of a roster of the dynamic form. The roster then needs an update even if nothing differs: only an update
 * gives its outputs the shape of the package schema, which SDKs insist on.
 */
export function isFromDynamicForm({ members }: Properties): boolean {
  return isMap(members);
}

/**
 * Why `check` refuses the members of a roster: they are a map. The hooks accept one, because a dynamic program sends the roles by
 * member id, so that an empty map would remove all members. With `ignoreChanges`, they are those of the state, which may be a map.
 */
export function membersProblem(kind: ResourceKind, olds: Properties, news: Properties): string | undefined {
  if (rosterSchemaOf(kind) === undefined || !isFromDynamicForm(news)) return undefined;
  return isDeepStrictEqual(olds["members"], news["members"]) ? undefined : "members must be a list.";
}

/** Inputs for `check`, which finds what is wrong with the list of a roster by the position of a member. */
export function forCheck(kind: ResourceKind, name: string, news: Properties): Properties {
  const own = withText(kind, news);
  return rosterSchemaOf(kind) === undefined ? own : { ...own, [RESOURCE_NAME]: name };
}

/**
 * Properties in the shape of the package schema: a roster has a list of members, sorted by their ids. Where members have no role, its
 * other members are a list too.
 */
export function forProgram(kind: ResourceKind, all: Properties): Properties {
  const names = rosterSchemaOf(kind);
  const props = without(["__provider"], all);
  const members = sortedRoles(props["members"]);
  if (names === undefined || members === undefined) return props;
  const { role } = names;
  if (role !== undefined) {
    const items = members.map(([id, value]) => ({ [names.memberProperty]: id, [role.property]: value }));
    return { ...props, members: items };
  }
  const others = sortedRoles(props["otherMembers"]);
  const unconfirmed = members.filter(([, value]) => value === OUTCOME_UNKNOWN);
  return {
    ...props,
    members: idsOf(members),
    ...(others && { otherMembers: idsOf(others) }),
    ...(unconfirmed.length > 0 && { [UNCONFIRMED]: idsOf(unconfirmed) }),
  };
}

type Roles = readonly (readonly [memberId: string, role: unknown])[];

// Undefined for a list, which has the shape of the package schema already, and for an unknown value.
function sortedRoles(roles: unknown): Roles | undefined {
  if (!isMap(roles)) return undefined;
  return Object.entries(roles).sort(([one], [other]) => (one < other ? -1 : 1));
}

function isMap(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function idsOf(roles: Roles): string[] {
  return roles.map(([memberId]) => memberId);
}

function withText(kind: ResourceKind, props: Properties): Properties {
  return Object.keys(props).length === 0 ? props : { __provider: PROVIDER_TEXT[kind], ...props };
}
