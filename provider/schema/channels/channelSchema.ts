import { validateAppInstanceArn } from "./appInstanceSchema";
import { validateBearer, validateSameAppInstance, parseChannelId } from "./channelMembershipSchema";
import type { ChannelRef } from "./channelMembershipType";
import type { EntitySchema } from "../entitySchema";
import { validateMetadata, validateOptionalId, validateResourceName } from "./messagingValidators";
import { validateChoice, requiredStrings, optionalStrings, omitBlank } from "../properties";

/**
 * Who may add members to a channel.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html
 */
export const ChannelMode = {
  /** Every member may add others. */
  UNRESTRICTED: "UNRESTRICTED",
  /** Only administrators of the app instance and moderators of the channel may. */
  RESTRICTED: "RESTRICTED",
} as const;

/** One of the values of {@link ChannelMode}. */
export type ChannelMode = (typeof ChannelMode)[keyof typeof ChannelMode];

/**
 * Who can find a channel.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html
 */
export const ChannelPrivacy = {
  /** Everybody of the app instance. */
  PUBLIC: "PUBLIC",
  /** Only its members, and administrators of the app instance. */
  PRIVATE: "PRIVATE",
} as const;

/** One of the values of {@link ChannelPrivacy}. */
export type ChannelPrivacy = (typeof ChannelPrivacy)[keyof typeof ChannelPrivacy];

/** The checked inputs of a channel, as the engine keeps them. */
export interface ChannelInputs {
  appInstanceArn: string;
  name: string;
  mode: ChannelMode;
  privacy: ChannelPrivacy;
  metadata?: string;
  /** The id that the program chooses. It stands in the ARN alone afterwards. */
  channelId?: string;
  /** On whose behalf the calls are made. */
  chimeBearer: string;
}

/** What names a channel in calls, and in which list it would stand, where that is known. */
export interface ChannelKey extends ChannelRef {
  privacy?: ChannelPrivacy;
}

/** What the engine keeps of a channel. */
export interface ChannelState extends ChannelInputs {
  channelArn: string;
}

/** Channels: named by an ARN, of which the program may choose the last part, by calls of a bearer. */
export const CHANNEL_SCHEMA: EntitySchema<ChannelKey, ChannelInputs> = {
  labels: { kind: "channel", id: "its ARN" },
  validators: {
    appInstanceArn: validateAppInstanceArn,
    name: validateResourceName,
    mode: (value) => validateChoice(value, Object.values(ChannelMode)),
    privacy: (value) => validateChoice(value, Object.values(ChannelPrivacy)),
    metadata: validateMetadata,
    channelId: validateOptionalId,
    chimeBearer: validateBearer,
  },
  // "You cannot change a channel's privacy": there is no such argument of UpdateChannel.
  replaceOnChange: ["appInstanceArn", "privacy", "channelId"],
  mutable: ["name", "mode", "metadata"],
  bearerProperties: ["chimeBearer"],
  writeOnly: ["channelId"],
  sensitive: [],
  serviceAssigned: "channelArn",
  normalize: (props) => ({
    ...omitBlank(props, ["metadata", "channelId"]),
    mode: props["mode"] ?? ChannelMode.UNRESTRICTED,
    privacy: props["privacy"] ?? ChannelPrivacy.PUBLIC,
  }),
  validateTogether: ({ appInstanceArn, chimeBearer }) =>
    validateSameAppInstance(appInstanceArn, [{ property: "chimeBearer", arn: chimeBearer }]),
  inputsOf: (props) => {
    const texts = requiredStrings(props, ["appInstanceArn", "name", "mode", "privacy", "chimeBearer"]);
    return {
      ...texts,
      ...optionalStrings(props, ["metadata", "channelId"]),
      mode: texts.mode as ChannelMode,
      privacy: texts.privacy as ChannelPrivacy,
    };
  },
  keyOf: (id, props) => ({
    channelArn: parseChannelId(id),
    ...requiredStrings(props, ["chimeBearer"]),
    ...(optionalStrings(props, ["privacy"]) as Pick<ChannelKey, "privacy">),
  }),
  idOf: ({ channelArn }) => channelArn,
  plannedId: channelArnOf,
};

/** The ARN that a channel will have; undefined where Amazon Chime chooses its last part. */
export function channelArnOf({
  appInstanceArn,
  channelId,
}: Pick<ChannelInputs, "appInstanceArn"> & { channelId?: string | undefined }): string | undefined {
  return channelId ? `${appInstanceArn}/channel/${channelId}` : undefined;
}
