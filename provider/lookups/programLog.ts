import * as pulumi from "@pulumi/pulumi";

import type { Log } from "../reporting/log";

/** The log of the program that is running, which its engine shows in the row of the stack. */
export const PROGRAM_LOG: Log = {
  status: (message) => {
    send(message, true);
  },
  info: (message) => {
    send(message, false);
  },
};

function send(message: string, ephemeral: boolean): void {
  // A message that cannot be shown is no reason to fail a deployment.
  pulumi.log.info(message, undefined, undefined, ephemeral).catch(() => undefined);
}
