/**
 * The entry of the plugin process: the resource provider of each kind of resource, by the name in its provider text.
 * States contain these names, so none may be removed.
 */
import type * as pulumi from "@pulumi/pulumi";

import { joinDeployment } from "./joinDeployment";
import { onCancel } from "./shutdown";
import { resourceProviders } from "./resourceProviders";
import { cancelDeployment } from "../aws/call/cancellation";

const { log, ownership } = joinDeployment();
onCancel(cancelDeployment);

// The interface, so that the types of this module need none of the implementation: the package does not contain those.
const providers: Readonly<
  Record<keyof ReturnType<typeof resourceProviders>, pulumi.dynamic.ResourceProvider>
> = resourceProviders(log, ownership);

export const {
  room,
  roomMembership,
  roomRoster,
  channelMembership,
  channelRoster,
  channelModerator,
  channelModeratorRoster,
  channelBan,
  channelFlowAssociation,
  channel,
  appInstance,
  appInstanceAdmin,
  appInstanceBot,
  appInstanceRetention,
  appInstanceStreaming,
  appInstanceUser,
} = providers;
