/**
 * What the plugin process loads: the hooks of each resource, by the name that its provider text asks for. State
 * files refer to these names, so none may ever go.
 */
import { onShutdown, engineStdin } from "./shutdown";
import { engineLog } from "./engineLog";
import { hooksOf } from "./hooks";
import { Ownership } from "../ownership/ownership";

// Before its address, the engine may give options of its own, as with --logflow or --tracing.
const engineAddress = process.argv.slice(2).at(-1) ?? "";
const log = engineLog(engineAddress);
const ownership = new Ownership(engineAddress, undefined, (text) => {
  log.info(text);
});
onShutdown(() => {
  ownership.end();
}, engineStdin());

export const {
  room,
  roomMembership,
  roomRoster,
  channelMembership,
  channelRoster,
  channel,
  appInstance,
  appInstanceUser,
} = hooksOf(log, ownership);
