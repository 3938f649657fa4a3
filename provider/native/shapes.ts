import { without, type Properties } from "../schema/properties";
import { PROVIDER_TEXT, type ResourceKind } from "../schema/providerText";
import { RESOURCE_NAME } from "../schema/rosters/rosterInputs";
import { UNCONFIRMED, withRolesById } from "../schema/rosters/rosterShape";
import { OUTCOME_UNKNOWN } from "../schema/rosters/rosterState";
import { ROSTERS } from "./declaredKinds";

/**
 * Properties in the shape of the hooks: as in a state of the dynamic form, they have a provider text, by which the hooks know another
 * kind or another provider, and a roster has the roles by member id.
 *
 * @param props Checked inputs, or a state of the native or the dynamic form; empty if there is none.
 */
export function forHooks(kind: ResourceKind, props: Properties): Properties {
  const names = ROSTERS[kind];
  const own = withText(kind, props);
  return names === undefined ? own : withRolesById(names, own);
}

/** Inputs for `check`, which finds what is wrong with the list of a roster by the position of a member. */
export function forCheck(kind: ResourceKind, name: string, news: Properties): Properties {
  const own = withText(kind, news);
  return ROSTERS[kind] === undefined ? own : { ...own, [RESOURCE_NAME]: name };
}

/** Properties in the shape of the package schema: a roster has a list of members, sorted by their ids. */
export function forProgram(kind: ResourceKind, all: Properties): Properties {
  const names = ROSTERS[kind];
  const props = without(["__provider"], all);
  const { members } = props;
  if (names === undefined || typeof members !== "object" || members === null || Array.isArray(members))
    return props;
  const sorted = Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1));
  const { role } = names;
  if (role !== undefined) {
    const items = sorted.map(([id, value]) => ({
      [names.memberProperty]: id,
      [role.property]: value as unknown,
    }));
    return { ...props, members: items };
  }
  const unconfirmed = sorted.filter(([, value]) => value === OUTCOME_UNKNOWN).map(([id]) => id);
  return {
    ...props,
    members: sorted.map(([id]) => id),
    ...(unconfirmed.length > 0 && { [UNCONFIRMED]: unconfirmed }),
  };
}

function withText(kind: ResourceKind, props: Properties): Properties {
  return Object.keys(props).length === 0 ? props : { __provider: PROVIDER_TEXT[kind], ...props };
}
