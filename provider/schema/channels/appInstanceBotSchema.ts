import type { EntitySchema } from "../entitySchema";
import { omitBlank, optionalStrings, requiredStrings } from "../properties";
import { validateChoice, type Validator } from "../validators";
import { validateAppInstanceArn } from "./arnValidators";
import { BotStandardMessages, BotTargetedMessages } from "./botMessages";
import { parseArnId } from "./chimeArn";
import {
  validateLexBotAliasArn,
  validateLocaleId,
  validateMetadata,
  validateResourceName,
  validateWelcomeIntent,
} from "./messagingValidators";
import { omitNoTags, tagKeyOf, tagsIn, validateTags, type Tagged, type TaggedKey } from "./tags";

/** Identifies a bot of an app instance. */
export interface AppInstanceBotKey extends TaggedKey {
  appInstanceBotArn: string;
}

/** The checked inputs of a bot. */
export interface AppInstanceBotInputs extends Tagged {
  appInstanceArn: string;
  name: string;
  lexBotAliasArn: string;
  localeId: string;
  standardMessages: BotStandardMessages;
  targetedMessages: BotTargetedMessages;
  welcomeIntent?: string;
  metadata?: string;
}

/** The state of a bot. */
export interface AppInstanceBotOutputs extends AppInstanceBotInputs, AppInstanceBotKey {}

/** The properties that UpdateAppInstanceBot changes. */
export const UPDATED_WITH_BOT = [
  "name",
  "lexBotAliasArn",
  "localeId",
  "standardMessages",
  "targetedMessages",
  "welcomeIntent",
  "metadata",
];

/** App instance bots: an ARN identifies one, and Amazon Chime assigns it. */
export const APP_INSTANCE_BOT_SCHEMA: EntitySchema<AppInstanceBotKey, AppInstanceBotInputs> = {
  labels: { kind: "app instance bot", idFormat: "its ARN", inUse: "is in a channel" },
  validators: {
    appInstanceArn: validateAppInstanceArn,
    name: validateResourceName,
    lexBotAliasArn: validateLexBotAliasArn,
    localeId: validateLocaleId,
    standardMessages: choiceOf(BotStandardMessages),
    targetedMessages: choiceOf(BotTargetedMessages),
    welcomeIntent: validateWelcomeIntent,
    metadata: validateMetadata,
    tags: validateTags,
  },
  ownerProperty: "appInstanceArn",
  hasContents: true,
  replaceOnChange: ["appInstanceArn"],
  mutable: [...UPDATED_WITH_BOT, "tags"],
  bearerProperties: [],
  writeOnly: [],
  sensitive: [],
  normalize: (props) => omitNoTags(omitBlank(props, ["welcomeIntent", "metadata"])),
  validateTogether: () => [],
  inputsOf: (props) => {
    const { standardMessages, targetedMessages, ...strings } = requiredStrings(props, [
      "appInstanceArn",
      "name",
      "lexBotAliasArn",
      "localeId",
      "standardMessages",
      "targetedMessages",
    ]);
    return {
      ...strings,
      standardMessages: standardMessages as BotStandardMessages,
      targetedMessages: targetedMessages as BotTargetedMessages,
      ...optionalStrings(props, ["welcomeIntent", "metadata"]),
      ...tagsIn(props),
    };
  },
  keyOf: (id, props) => ({ appInstanceBotArn: parseAppInstanceBotId(id), ...tagKeyOf(props) }),
  idOf: ({ appInstanceBotArn }) => appInstanceBotArn,
  plannedId: () => undefined,
};

/**
 * Checks the resource id of a bot, which is its ARN.
 *
 * @throws Error when `id` is malformed.
 */
export function parseAppInstanceBotId(id: string): string {
  return parseArnId(id, "bot", "an app instance bot");
}

function choiceOf(choices: Readonly<Record<string, string>>): Validator {
  return (value) =>
    value === undefined || value === null ? "is required." : validateChoice(value, Object.values(choices));
}
