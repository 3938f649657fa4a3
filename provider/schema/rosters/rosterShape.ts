import type { Properties } from "../properties";
import { idOfItem, roleOfItem, type MemberNames } from "./rosterItem";
import { OUTCOME_UNKNOWN } from "./rosterState";

/** The output of the native form that names the members whose outcome is unknown, where members have no role that could say so. */
export const UNCONFIRMED = "unconfirmedMembers";

/**
 * The properties of a roster with the roles by member id, which is the state of the dynamic form.
 *
 * @param props Checked inputs, or a state of either form: the native form has a list of members.
 */
export function withRolesById(names: MemberNames, props: Properties): Properties {
  const { [UNCONFIRMED]: unconfirmed = [], ...own } = props;
  const { members } = own;
  if (!Array.isArray(members)) return own;
  const roleOf = (item: unknown): unknown =>
    (unconfirmed as unknown[]).includes(item) ? OUTCOME_UNKNOWN : roleOfItem(names, item);
  const entries = members.map((item) => [idOfItem(names, item), roleOf(item)] as const);
  return { ...own, members: Object.fromEntries(entries) };
}
