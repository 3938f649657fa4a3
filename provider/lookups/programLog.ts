import * as pulumi from "@pulumi/pulumi";

import type { Log } from "../reporting/log";

/** The log of the running program, which its engine shows for the stack. */
export const PROGRAM_LOG: Log = {
  status: (message) => {
    send(message, true);
  },
  info: (message) => {
    send(message, false);
  },
  warn: (message) => {
    pulumi.log.warn(message).catch(() => undefined);
  },
};

function send(message: string, ephemeral: boolean): void {
  // A lost message must not fail the deployment.
  pulumi.log.info(message, undefined, undefined, ephemeral).catch(() => undefined);
}
