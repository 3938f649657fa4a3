import type { EntitySchema } from "../entitySchema";
import { omitBlank, optionalStrings, requiredStrings } from "../properties";
import { parseArnId } from "./chimeArn";
import { validateMetadata, validateResourceName } from "./messagingValidators";

/** Identifies an app instance. */
export interface AppInstanceKey {
  appInstanceArn: string;
}

/** The checked inputs of an app instance. */
export interface AppInstanceInputs {
  name: string;
  metadata?: string;
}

/** The state of an app instance. */
export interface AppInstanceOutputs extends AppInstanceInputs, AppInstanceKey {}

/** App instances: an ARN identifies one, and Amazon Chime assigns it. */
export const APP_INSTANCE_SCHEMA: EntitySchema<AppInstanceKey, AppInstanceInputs> = {
  labels: { kind: "app instance", idFormat: "its ARN" },
  validators: { name: validateResourceName, metadata: validateMetadata },
  replaceOnChange: [],
  mutable: ["name", "metadata"],
  bearerProperties: [],
  writeOnly: [],
  sensitive: [],
  serviceAssigned: "appInstanceArn",
  normalize: (props) => omitBlank(props, ["metadata"]),
  validateTogether: () => [],
  inputsOf: (props) => ({ ...requiredStrings(props, ["name"]), ...optionalStrings(props, ["metadata"]) }),
  keyOf: (id) => ({ appInstanceArn: parseAppInstanceId(id) }),
  idOf: ({ appInstanceArn }) => appInstanceArn,
  plannedId: () => undefined,
};

/**
 * Checks the resource id of an app instance, which is its ARN.
 *
 * @throws Error when `id` is malformed.
 */
export function parseAppInstanceId(id: string): string {
  return parseArnId(id, "app-instance", "an app instance");
}
