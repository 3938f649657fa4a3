import { arnProblem, parseArnId } from "./chimeArn";
import type { EntityForm } from "./entityForm";
import { metadataProblem, resourceNameProblem } from "./messagingRules";
import { stringsOf, textsOf, withoutBlank } from "./properties";

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
export const APP_INSTANCE: EntityForm<AppInstanceKey, AppInstanceInputs> = {
  words: { kind: "app instance", id: "its ARN" },
  rules: { name: resourceNameProblem, metadata: metadataProblem },
  fixed: [],
  changeable: ["name", "metadata"],
  caller: [],
  untold: [],
  personal: [],
  confirmed: "appInstanceArn",
  normal: (props) => withoutBlank(props, ["metadata"]),
  contradictions: () => [],
  inputsOf: (props) => ({ ...stringsOf(props, ["name"]), ...textsOf(props, ["metadata"]) }),
  keyOf: (id) => ({ appInstanceArn: parseAppInstanceId(id) }),
  idOf: ({ appInstanceArn }) => appInstanceArn,
  idBefore: () => undefined,
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
export const appInstanceArnProblem = arnProblem("app-instance");
