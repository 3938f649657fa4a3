import type { MembershipSchema } from "../membershipSchema";
import { requiredStrings } from "../properties";
import type { AppInstanceKey } from "./appInstanceSchema";
import { arnValidator, validateAppInstanceArn, validateSameAppInstance } from "./arnValidators";
import { bansOf } from "./channelBanSchema";
import { APP_INSTANCE_ADMIN_ID, formatMemberId, parseMemberId } from "./memberIds";

/** Administrators of app instances: two ARNs identify one. The calls need no bearer, so that there can be a first one. */
export const APP_INSTANCE_ADMIN_SCHEMA: MembershipSchema<AppInstanceKey> = {
  parentProperties: ["appInstanceArn"],
  bearerProperties: [],
  givesRights: true,
  memberProperty: "appInstanceAdminArn",
  validators: { appInstanceArn: validateAppInstanceArn, appInstanceAdminArn: arnValidator("user", "bot") },
  labels: {
    kind: "administrator",
    member: "administrator",
    idFormat: "app instance,admin,member",
    idParts: "the two ARNs",
    parent: "app instance",
  },
  parentOf: (props) => requiredStrings(props, ["appInstanceArn"]),
  describe: ({ appInstanceArn }) => `app instance ${appInstanceArn}`,
  formatParentId: ({ appInstanceArn }) => appInstanceArn,
  formatId: ({ appInstanceArn }, memberArn) =>
    formatMemberId(APP_INSTANCE_ADMIN_ID, { parentArn: appInstanceArn, memberArn }),
  endsWith: ({ appInstanceArn }, memberArn) => [appInstanceArn, memberArn],
  parseId: (id) => ({ ...parseAppInstanceAdminId(id) }),
  validateTogether: ({ appInstanceArn }, members) =>
    validateSameAppInstance(
      appInstanceArn,
      members.map(({ property, memberId }) => ({ property, arn: memberId })),
    ),
  excludes: (_appInstance, memberArn) => ({ ids: [bansOf(memberArn)], what: "bans it from a channel" }),
  // Every reply to DescribeAppInstanceAdmin has it.
  isOutcomeKnown: ({ createdTimestamp }) => createdTimestamp !== undefined,
};

/**
 * Parses the resource id of an administrator: `appInstanceArn,admin,appInstanceAdminArn`.
 *
 * @throws Error when `id` is malformed.
 */
export function parseAppInstanceAdminId(id: string): { appInstanceArn: string; appInstanceAdminArn: string } {
  const { parentArn: appInstanceArn, memberArn: appInstanceAdminArn } = parseMemberId(
    APP_INSTANCE_ADMIN_ID,
    id,
  );
  return { appInstanceArn, appInstanceAdminArn };
}
