import type { EntitySchema } from "../entitySchema";
import { optionalStrings, requiredStrings } from "../properties";
import { validateBoolean } from "../validators";
import { adoptExistingIn, type Adopting } from "./adopting";
import { arnValidator, validateBearer, validateSameAppInstance } from "./arnValidators";
import type { ChannelRef } from "./channelId";
import { requiredBearer } from "./requiredBearer";
import { FLOW, formatSettingId, parseSettingId } from "./settingId";

/** The checked inputs of the association of a channel flow with a channel, which are also its state. */
export interface ChannelFlowAssociationInputs extends Adopting {
  channelArn: string;
  channelFlowArn: string;
  chimeBearer: string;
}

/** Identifies an association in calls. The removal names the channel flow; a look-up does not know it. */
export interface ChannelFlowAssociationKey extends ChannelRef {
  channelFlowArn?: string;
}

/** Associations of channel flows: the ARN of the channel identifies one. Every call names a bearer. */
export const CHANNEL_FLOW_ASSOCIATION_SCHEMA: EntitySchema<
  ChannelFlowAssociationKey,
  ChannelFlowAssociationInputs
> = {
  labels: { kind: "channel flow association", idFormat: "channelArn,flow" },
  validators: {
    channelArn: arnValidator("channel"),
    channelFlowArn: arnValidator("channel-flow"),
    chimeBearer: validateBearer,
    adoptExisting: validateBoolean,
  },
  ownerProperty: "channelArn",
  // A channel has one channel flow, and no operation exchanges it. As a replacement, the state has at no time a flow that
  // the channel does not have: not if the deployment fails or ends after the removal, nor if the program goes back then.
  replaceOnChange: ["channelArn", "channelFlowArn"],
  mutable: [],
  bearerProperties: ["chimeBearer"],
  writeOnly: ["adoptExisting"],
  sensitive: [],
  normalize: (props) => props,
  validateTogether: ({ channelArn, channelFlowArn, chimeBearer }) =>
    validateSameAppInstance(channelArn, [
      { property: "channelFlowArn", arn: channelFlowArn },
      { property: "chimeBearer", arn: chimeBearer },
    ]),
  inputsOf: (props) => ({
    ...requiredStrings(props, ["channelArn", "channelFlowArn"]),
    ...requiredBearer(props),
    ...adoptExistingIn(props),
  }),
  keyOf: (id, props) => ({
    ...parseSettingId(FLOW, id),
    ...requiredBearer(props),
    ...optionalStrings(props, ["channelFlowArn"]),
  }),
  idOf: ({ channelArn }) => formatSettingId(FLOW, channelArn),
  plannedId: ({ channelArn }) => formatSettingId(FLOW, channelArn),
};
