import type { EntitySchema } from "../entitySchema";
import { omitBlank, optionalStrings, requiredStrings, type Properties } from "../properties";
import { validateBoolean, type CheckFailure } from "../validators";
import { adoptExistingIn, type Adopting } from "./adopting";
import type { AppInstanceKey } from "./appInstanceSchema";
import { validateAppInstanceArn } from "./arnValidators";
import { validateStreamArn } from "./messagingValidators";
import { formatSettingId, parseSettingId, STREAMING } from "./settingId";

/** The checked inputs of the streaming configuration of an app instance, which are also its state. */
export interface AppInstanceStreamingInputs extends Adopting {
  appInstanceArn: string;
  channelStreamArn?: string;
  channelMessageStreamArn?: string;
}

const STREAMS = ["channelStreamArn", "channelMessageStreamArn"] as const;

/** Streamings: the ARN of the app instance identifies one. */
export const APP_INSTANCE_STREAMING_SCHEMA: EntitySchema<AppInstanceKey, AppInstanceStreamingInputs> = {
  labels: { kind: "streaming configuration", idFormat: "appInstanceArn,streaming" },
  validators: {
    appInstanceArn: validateAppInstanceArn,
    channelStreamArn: validateStreamArn,
    channelMessageStreamArn: validateStreamArn,
    adoptExisting: validateBoolean,
  },
  ownerProperty: "appInstanceArn",
  replaceOnChange: ["appInstanceArn"],
  mutable: STREAMS,
  bearerProperties: [],
  writeOnly: ["adoptExisting"],
  sensitive: [],
  normalize: (props) => omitBlank(props, STREAMS),
  validateTogether,
  inputsOf: (props) => ({
    ...requiredStrings(props, ["appInstanceArn"]),
    ...optionalStrings(props, STREAMS),
    ...adoptExistingIn(props),
  }),
  keyOf: (id) => parseSettingId(STREAMING, id),
  idOf: ({ appInstanceArn }) => formatSettingId(STREAMING, appInstanceArn),
  plannedId: ({ appInstanceArn }) => formatSettingId(STREAMING, appInstanceArn),
};

function validateTogether(props: Properties): CheckFailure[] {
  if (STREAMS.some((name) => props[name] !== undefined)) return [];
  const [property, other] = STREAMS;
  return [{ property, reason: `${property} is required, unless ${other} is set.` }];
}
