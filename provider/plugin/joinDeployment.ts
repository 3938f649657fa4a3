import { Ownership } from "../ownership/ownership";
import type { Log } from "../reporting/log";
import { engineLog } from "./engineLog";
import { engineStdin, onShutdown } from "./shutdown";

/** What a plugin process shares with its deployment. */
export interface JoinedDeployment {
  /** The log of the engine. */
  readonly log: Log;
  readonly ownership: Ownership;
}

/**
 * Joins the deployment of the engine that started this plugin process, until the engine ends.
 *
 * @param quietMs If the program writes no ledger, how long it must be quiet before somebody is removed: see {@link Ownership}.
 */
export function joinDeployment(quietMs?: number): JoinedDeployment {
  // The address is the last argument, after options of the engine such as --logflow or --tracing.
  const engineAddress = process.argv.slice(2).at(-1) ?? "";
  const log = engineLog(engineAddress);
  const say = (text: string): void => {
    log.info(text);
  };
  const ownership = new Ownership(engineAddress, undefined, say, quietMs);
  onShutdown(() => {
    ownership.end();
  }, engineStdin());
  return { log, ownership };
}
