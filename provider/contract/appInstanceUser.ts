import { appInstanceArnProblem } from "./appInstance";
import { parseArnId } from "./chimeArn";
import type { EntityForm } from "./entityForm";
import { chosenIdProblem, metadataProblem, userNameProblem } from "./messagingRules";
import { stringsOf, textsOf, withoutBlank } from "./properties";

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
export const APP_INSTANCE_USER: EntityForm<AppInstanceUserKey, AppInstanceUserInputs> = {
  words: { kind: "app instance user", id: "its ARN" },
  rules: {
    appInstanceArn: appInstanceArnProblem,
    appInstanceUserId: chosenIdProblem,
    name: userNameProblem,
    metadata: metadataProblem,
  },
  fixed: ["appInstanceArn", "appInstanceUserId"],
  changeable: ["name", "metadata"],
  caller: [],
  untold: [],
  personal: ["name", "metadata"],
  confirmed: "appInstanceUserArn",
  normal: (props) => withoutBlank(props, ["metadata"]),
  contradictions: () => [],
  inputsOf: (props) => ({
    ...stringsOf(props, ["appInstanceArn", "appInstanceUserId", "name"]),
    ...textsOf(props, ["metadata"]),
  }),
  keyOf: (id) => ({ appInstanceUserArn: parseAppInstanceUserId(id) }),
  idOf: ({ appInstanceUserArn }) => appInstanceUserArn,
  idBefore: userArnOf,
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
