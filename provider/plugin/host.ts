/**
 * The entry of the plugin process: the resource provider of each kind of resource, by the name in its provider text.
 * States contain these names, so none may be removed.
 */
import type * as pulumi from "@pulumi/pulumi";

import { onCancel, onShutdown, engineStdin } from "./shutdown";
import { engineLog } from "./engineLog";
import { resourceProviders } from "./resourceProviders";
import { cancelDeployment } from "../aws/call/cancellation";
import { Ownership } from "../ownership/ownership";

// The address is the last argument, after options of the engine such as --logflow or --tracing.
const engineAddress = process.argv.slice(2).at(-1) ?? "";
const log = engineLog(engineAddress);
const ownership = new Ownership(engineAddress, undefined, (text) => {
  log.info(text);
});
onShutdown(() => {
  ownership.end();
}, engineStdin());
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
