import type { EntitySchema } from "../entitySchema";
import { requiredStrings } from "../properties";
import { UserError } from "../userError";
import { validateBoolean } from "../validators";
import { adoptExistingIn, type Adopting } from "./adopting";
import type { AppInstanceKey } from "./appInstanceSchema";
import { validateAppInstanceArn } from "./arnValidators";
import { isDays, MOST_DAYS } from "./expirationSettings";
import { formatSettingId, parseSettingId, RETENTION } from "./settingId";

/** The checked inputs of the retention setting of an app instance, which are also its state. */
export interface AppInstanceRetentionInputs extends Adopting {
  appInstanceArn: string;
  retentionDays: number;
}

/** Retentions: the ARN of the app instance identifies one. */
export const APP_INSTANCE_RETENTION_SCHEMA: EntitySchema<AppInstanceKey, AppInstanceRetentionInputs> = {
  labels: { kind: "retention setting", idFormat: "appInstanceArn,retention" },
  validators: {
    appInstanceArn: validateAppInstanceArn,
    retentionDays: validateDays,
    adoptExisting: validateBoolean,
  },
  ownerProperty: "appInstanceArn",
  replaceOnChange: ["appInstanceArn"],
  mutable: ["retentionDays"],
  bearerProperties: [],
  writeOnly: ["adoptExisting"],
  sensitive: [],
  normalize: (props) => props,
  validateTogether: () => [],
  inputsOf: (props) => ({
    ...requiredStrings(props, ["appInstanceArn"]),
    retentionDays: daysIn(props["retentionDays"]),
    ...adoptExistingIn(props),
  }),
  keyOf: (id) => parseSettingId(RETENTION, id),
  idOf: ({ appInstanceArn }) => formatSettingId(RETENTION, appInstanceArn),
  plannedId: ({ appInstanceArn }) => formatSettingId(RETENTION, appInstanceArn),
};

function validateDays(value: unknown): string | undefined {
  if (value === undefined || value === null) return "is required.";
  return isDays(value) ? undefined : `must be a whole number of 1 to ${MOST_DAYS}.`;
}

function daysIn(value: unknown): number {
  if (isDays(value)) return value;
  throw new UserError("retentionDays is not what a check accepts.", "Unexpected property");
}
