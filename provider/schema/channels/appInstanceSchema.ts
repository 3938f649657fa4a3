import { arnValidator, parseArnId } from "./chimeArn";
import type { EntitySchema } from "../entitySchema";
import { validateMetadata, validateResourceName } from "./messagingValidators";
import { requiredStrings, optionalStrings, omitBlank } from "../properties";

/** What names an app instance. */
export interface AppInstanceKey {
  appInstanceArn: string;
}

/** The checked inputs of an app instance, as the engine keeps them. */
export interface AppInstanceInputs {
  name: string;
  metadata?: string;
}

/** What the engine keeps of an app instance. */
export interface AppInstanceState extends AppInstanceInputs, AppInstanceKey {}

/** App instances: named by an ARN, which Amazon Chime chooses. */
export const APP_INSTANCE_SCHEMA: EntitySchema<AppInstanceKey, AppInstanceInputs> = {
  labels: { kind: "app instance", id: "its ARN" },
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
 * The app instance of the id of a resource, which is its ARN.
 *
 * @throws Error when `id` is not of that form.
 */
export function parseAppInstanceId(id: string): string {
  return parseArnId(id, "app-instance", "an app instance");
}

/** The rule for the app instance that something is to belong to. */
export const validateAppInstanceArn = arnValidator("app-instance");
