import type { EntitySchema } from "../entitySchema";
import { omitBlank, optionalStrings, requiredStrings } from "../properties";
import { validateChoice } from "../validators";
import { validateAppInstanceArn, validateBearer, validateSameAppInstance } from "./arnValidators";
import { channelArnOf, parseChannelId, type ChannelRef } from "./channelId";
import { ChannelMode } from "./channelMode";
import { ChannelPrivacy } from "./channelPrivacy";
import { validateMetadata, validateOptionalId, validateResourceName } from "./messagingValidators";
import { ExpirationCriterion, expirationIn, expirationValidator, type Expiring } from "./expirationSettings";
import { requiredBearer } from "./requiredBearer";
import { omitNoTags, tagKeyOf, tagsIn, validateTags, type Tagged, type TaggedKey } from "./tags";

/** The checked inputs of a channel. */
export interface ChannelInputs extends Tagged, Expiring {
  appInstanceArn: string;
  name: string;
  mode: ChannelMode;
  privacy: ChannelPrivacy;
  metadata?: string;
  /** The last part of the ARN, where the program chooses it. The service returns it only as part of the ARN. */
  channelId?: string;
  chimeBearer: string;
}

/** Identifies a channel in calls. The privacy, where known, decides which list operation returns it. */
export interface ChannelKey extends ChannelRef, TaggedKey {
  privacy?: ChannelPrivacy;
}

/** The state of a channel. */
export interface ChannelOutputs extends ChannelInputs {
  channelArn: string;
}

/** Channels: an ARN identifies one, and the program may choose its last part. Every call names a bearer. */
export const CHANNEL_SCHEMA: EntitySchema<ChannelKey, ChannelInputs> = {
  labels: { kind: "channel", idFormat: "its ARN" },
  validators: {
    appInstanceArn: validateAppInstanceArn,
    name: validateResourceName,
    mode: (value) => validateChoice(value, Object.values(ChannelMode)),
    privacy: (value) => validateChoice(value, Object.values(ChannelPrivacy)),
    metadata: validateMetadata,
    tags: validateTags,
    expirationSettings: expirationValidator(Object.values(ExpirationCriterion)),
    channelId: validateOptionalId,
    chimeBearer: validateBearer,
  },
  ownerProperty: "appInstanceArn",
  hasContents: true,
  // "You cannot change a channel's privacy": UpdateChannel has no such parameter.
  replaceOnChange: ["appInstanceArn", "privacy", "channelId"],
  mutable: ["name", "mode", "metadata", "expirationSettings", "tags"],
  bearerProperties: ["chimeBearer"],
  writeOnly: ["channelId"],
  sensitive: [],
  normalize: (props) => ({
    ...omitNoTags(omitBlank(props, ["metadata", "channelId", "expirationSettings"])),
    mode: props["mode"] ?? ChannelMode.UNRESTRICTED,
    privacy: props["privacy"] ?? ChannelPrivacy.PUBLIC,
  }),
  validateTogether: ({ appInstanceArn, chimeBearer }) =>
    validateSameAppInstance(appInstanceArn, [{ property: "chimeBearer", arn: chimeBearer }]),
  inputsOf: (props) => {
    const strings = requiredStrings(props, ["appInstanceArn", "name", "mode", "privacy"]);
    return {
      ...strings,
      ...requiredBearer(props),
      ...optionalStrings(props, ["metadata", "channelId"]),
      ...tagsIn(props),
      ...expirationIn(props),
      mode: strings.mode as ChannelMode,
      privacy: strings.privacy as ChannelPrivacy,
    };
  },
  keyOf: (id, props) => ({
    channelArn: parseChannelId(id),
    ...requiredBearer(props),
    ...(optionalStrings(props, ["privacy"]) as Pick<ChannelKey, "privacy">),
    ...tagKeyOf(props),
  }),
  idOf: ({ channelArn }) => channelArn,
  plannedId: channelArnOf,
};
