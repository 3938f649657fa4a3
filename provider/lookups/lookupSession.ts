import * as pulumi from "@pulumi/pulumi";

import { ChimeSession } from "../aws/session";
import { typeToken } from "../schema/providerText";
import { CallReporter } from "../reporting/callReporter";
import { lookupSettings } from "../resources/providerSettings";
import { PROGRAM_LOG } from "./programLog";

/**
 * The session for look-ups with these options: one for each provider and run of a program, so that look-ups share their
 * clients. It loads a client when it is first used.
 *
 * @returns undefined in a preview in which the provider's settings are unknown.
 */
export async function lookupSession(opts: pulumi.InvokeOptions = {}): Promise<ChimeSession | undefined> {
  const owner = opts.provider ?? opts.parent?.getProvider(typeToken("RoomMembership")) ?? stackOfThisRun();
  const session = (owner && sessions.get(owner)) ?? open(opts);
  if (owner) sessions.set(owner, session);
  return session;
}

const sessions = new WeakMap<object, Promise<ChimeSession | undefined>>();

// One process can run several programs, each with its own settings.
function stackOfThisRun(): object | undefined {
  return pulumi.runtime.getStackResource();
}

async function open(opts: pulumi.InvokeOptions): Promise<ChimeSession | undefined> {
  const source = await lookupSettings(opts);
  if (source.known === false) return undefined;
  const session = new ChimeSession(({ debug }) => new CallReporter(PROGRAM_LOG, debug));
  session.configure(source);
  return session;
}
