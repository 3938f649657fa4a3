import type { Properties } from "../properties";
import { rolesOfItems, type MemberNames } from "./rosterItem";
import { OUTCOME_UNKNOWN } from "./rosterState";

/** The output of the native form that names the members whose outcome is unknown, where members have no role that could say so. */
export const UNCONFIRMED = "unconfirmedMembers";

/**
 * The properties of a roster with the roles by member id, which is the state of the dynamic form.
 *
 * @param props Checked inputs, or a state of either form: the native form has lists.
 */
export function withRolesById(names: MemberNames, props: Properties): Properties {
  const { [UNCONFIRMED]: unconfirmed = [], ...own } = props;
  const { members, otherMembers } = own;
  const unknown = (unconfirmed as string[]).map((memberId) => [memberId, OUTCOME_UNKNOWN] as const);
  return {
    ...own,
    ...(Array.isArray(members) && {
      members: Object.fromEntries([...rolesOfItems(names, members), ...unknown]),
    }),
    ...(Array.isArray(otherMembers) && {
      otherMembers: Object.fromEntries(rolesOfItems(names, otherMembers)),
    }),
  };
}
