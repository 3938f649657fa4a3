import { validateAppInstanceArn } from "./appInstanceSchema";
import { parseArnId } from "./chimeArn";
import type { EntitySchema } from "../entitySchema";
import { validateChosenId, validateMetadata, validateUserName } from "./messagingValidators";
import { requiredStrings, optionalStrings, omitBlank } from "../properties";

/** What names a user of an app instance. */
export interface AppInstanceUserKey {
  appInstanceUserArn: string;
}

/** The checked inputs of a user, as the engine keeps them. */
export interface AppInstanceUserInputs {
  appInstanceArn: string;
  appInstanceUserId: string;
  name: string;
  metadata?: string;
}

/** What the engine keeps of a user. */
export interface AppInstanceUserState extends AppInstanceUserInputs, AppInstanceUserKey {}

/** Users of app instances: named by an ARN that their app instance and an id of the program's choice make. */
export const APP_INSTANCE_USER_SCHEMA: EntitySchema<AppInstanceUserKey, AppInstanceUserInputs> = {
  labels: { kind: "app instance user", id: "its ARN" },
  validators: {
    appInstanceArn: validateAppInstanceArn,
    appInstanceUserId: validateChosenId,
    name: validateUserName,
    metadata: validateMetadata,
  },
  replaceOnChange: ["appInstanceArn", "appInstanceUserId"],
  mutable: ["name", "metadata"],
  bearerProperties: [],
  writeOnly: [],
  sensitive: ["name", "metadata"],
  serviceAssigned: "appInstanceUserArn",
  normalize: (props) => omitBlank(props, ["metadata"]),
  validateTogether: () => [],
  inputsOf: (props) => ({
    ...requiredStrings(props, ["appInstanceArn", "appInstanceUserId", "name"]),
    ...optionalStrings(props, ["metadata"]),
  }),
  keyOf: (id) => ({ appInstanceUserArn: parseAppInstanceUserId(id) }),
  idOf: ({ appInstanceUserArn }) => appInstanceUserArn,
  plannedId: userArnOf,
};

/** The ARN that a user has or will have. */
export function userArnOf({
  appInstanceArn,
  appInstanceUserId,
}: Pick<AppInstanceUserInputs, "appInstanceArn" | "appInstanceUserId">): string {
  return `${appInstanceArn}/user/${appInstanceUserId}`;
}

/**
 * The user of the id of a resource, which is its ARN.
 *
 * @throws Error when `id` is not of that form.
 */
export function parseAppInstanceUserId(id: string): string {
  return parseArnId(id, "user", "an app instance user");
}
