import type { EntitySchema } from "../entitySchema";
import { omitBlank, optionalStrings, requiredStrings } from "../properties";
import { parseArnId } from "./chimeArn";
import { validateMetadata, validateResourceName } from "./messagingValidators";
import { omitNoTags, tagKeyOf, tagsIn, validateTags, type Tagged, type TaggedKey } from "./tags";

/** Identifies an app instance. */
export interface AppInstanceKey extends TaggedKey {
  appInstanceArn: string;
}

/** The checked inputs of an app instance. */
export interface AppInstanceInputs extends Tagged {
  name: string;
  metadata?: string;
}

/** The state of an app instance. */
export interface AppInstanceOutputs extends AppInstanceInputs, AppInstanceKey {}

/** App instances: an ARN identifies one, and Amazon Chime assigns it. */
export const APP_INSTANCE_SCHEMA: EntitySchema<AppInstanceKey, AppInstanceInputs> = {
  labels: { kind: "app instance", idFormat: "its ARN" },
  validators: { name: validateResourceName, metadata: validateMetadata, tags: validateTags },
  replaceOnChange: [],
  mutable: ["name", "metadata", "tags"],
  bearerProperties: [],
  writeOnly: [],
  sensitive: [],
  normalize: (props) => omitNoTags(omitBlank(props, ["metadata"])),
  validateTogether: () => [],
  inputsOf: (props) => ({
    ...requiredStrings(props, ["name"]),
    ...optionalStrings(props, ["metadata"]),
    ...tagsIn(props),
  }),
  keyOf: (id, props) => ({ appInstanceArn: parseAppInstanceId(id), ...tagKeyOf(props) }),
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
