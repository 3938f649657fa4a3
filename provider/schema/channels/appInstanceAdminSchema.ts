import type { MembershipSchema } from "../membershipSchema";
import { requiredStrings } from "../properties";
import { formatAppInstanceAdminId, parseAppInstanceAdminId } from "./appInstanceAdminId";
import type { AppInstanceKey } from "./appInstanceSchema";
import { arnValidator, validateAppInstanceArn, validateSameAppInstance } from "./arnValidators";

/** Administrators of app instances: two ARNs identify one. The calls need no bearer, so that there can be a first one. */
export const APP_INSTANCE_ADMIN_SCHEMA: MembershipSchema<AppInstanceKey> = {
  parentProperties: ["appInstanceArn"],
  bearerProperties: [],
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
  formatId: ({ appInstanceArn }, appInstanceAdminArn) =>
    formatAppInstanceAdminId({ appInstanceArn, appInstanceAdminArn }),
  parseId: (id) => ({ ...parseAppInstanceAdminId(id) }),
  validateTogether: ({ appInstanceArn }, members) =>
    validateSameAppInstance(
      appInstanceArn,
      members.map(({ property, memberId }) => ({ property, arn: memberId })),
    ),
  // Every reply to DescribeAppInstanceAdmin has it.
  isOutcomeKnown: ({ createdTimestamp }) => createdTimestamp !== undefined,
};
