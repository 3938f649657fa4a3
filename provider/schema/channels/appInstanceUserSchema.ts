import type { EntitySchema } from "../entitySchema";
import { omitBlank, optionalStrings, requiredStrings } from "../properties";
import { validateAppInstanceArn } from "./arnValidators";
import { parseArnId } from "./chimeArn";
import { validateChosenId, validateMetadata, validateUserName } from "./messagingValidators";
import { ExpirationCriterion, expirationIn, expirationValidator, type Expiring } from "./expirationSettings";
import { omitNoTags, tagKeyOf, tagsIn, validateTags, type Tagged, type TaggedKey } from "./tags";

/** Identifies a user of an app instance. */
export interface AppInstanceUserKey extends TaggedKey {
  appInstanceUserArn: string;
}

/** The checked inputs of a user. */
export interface AppInstanceUserInputs extends Tagged, Expiring {
  appInstanceArn: string;
  appInstanceUserId: string;
  name: string;
  metadata?: string;
}

/** The state of a user. */
export interface AppInstanceUserOutputs extends AppInstanceUserInputs, AppInstanceUserKey {}

/** App instance users: an ARN identifies one, made of the app instance's ARN and an id that the program chooses. */
export const APP_INSTANCE_USER_SCHEMA: EntitySchema<AppInstanceUserKey, AppInstanceUserInputs> = {
  labels: { kind: "app instance user", idFormat: "its ARN" },
  validators: {
    appInstanceArn: validateAppInstanceArn,
    appInstanceUserId: validateChosenId,
    name: validateUserName,
    metadata: validateMetadata,
    tags: validateTags,
    expirationSettings: expirationValidator([ExpirationCriterion.CREATED_TIMESTAMP]),
  },
  ownerProperty: "appInstanceArn",
  hasContents: true,
  replaceOnChange: ["appInstanceArn", "appInstanceUserId"],
  mutable: ["name", "metadata", "expirationSettings", "tags"],
  bearerProperties: [],
  writeOnly: [],
  sensitive: ["name", "metadata"],
  normalize: (props) => omitNoTags(omitBlank(props, ["metadata", "expirationSettings"])),
  validateTogether: () => [],
  inputsOf: (props) => ({
    ...requiredStrings(props, ["appInstanceArn", "appInstanceUserId", "name"]),
    ...optionalStrings(props, ["metadata"]),
    ...tagsIn(props),
    ...expirationIn(props),
  }),
  keyOf: (id, props) => ({ appInstanceUserArn: parseAppInstanceUserId(id), ...tagKeyOf(props) }),
  idOf: ({ appInstanceUserArn }) => appInstanceUserArn,
  plannedId: userArnOf,
};

/** The ARN of a user, also before its create. */
export function userArnOf({
  appInstanceArn,
  appInstanceUserId,
}: Pick<AppInstanceUserInputs, "appInstanceArn" | "appInstanceUserId">): string {
  return `${appInstanceArn}/user/${appInstanceUserId}`;
}

/**
 * Checks the resource id of a user, which is its ARN.
 *
 * @throws Error when `id` is malformed.
 */
export function parseAppInstanceUserId(id: string): string {
  return parseArnId(id, "user", "an app instance user");
}
