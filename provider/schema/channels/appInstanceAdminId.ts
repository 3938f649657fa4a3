import { formatMemberId, parseMemberId, type MemberIdForm } from "./memberIds";

/** The two ARNs that identify an administrator of an app instance. */
export interface AppInstanceAdminKey {
  appInstanceArn: string;
  appInstanceAdminArn: string;
}

const FORM: MemberIdForm = {
  parent: "app-instance",
  word: "admin",
  inWords: "an administrator of an app instance",
  format: "appInstanceArn,admin,appInstanceAdminArn",
};

/** The Pulumi resource id of an administrator: `appInstanceArn,admin,appInstanceAdminArn`. */
export function formatAppInstanceAdminId(key: AppInstanceAdminKey): string {
  return formatMemberId(FORM, { parentArn: key.appInstanceArn, memberArn: key.appInstanceAdminArn });
}

/**
 * The inverse of {@link formatAppInstanceAdminId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseAppInstanceAdminId(id: string): AppInstanceAdminKey {
  const { parentArn, memberArn } = parseMemberId(FORM, id);
  return { appInstanceArn: parentArn, appInstanceAdminArn: memberArn };
}
