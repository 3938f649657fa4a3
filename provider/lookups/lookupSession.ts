import * as pulumi from "@pulumi/pulumi";

import { ChimeSession } from "../aws/session";
import { typeToken } from "../schema/providerText";
import { CallReporter } from "../reporting/callReporter";
import { settingsSourceOf } from "../resources/providerSettings";
import { PROGRAM_LOG } from "./programLog";

/**
 * The session of the look-ups with these options: one for each provider and run of a program, so that all look-ups
 * share a client. Nothing is loaded or called before its service is used.
 *
 * @returns undefined in a preview in which the provider's settings are not known yet.
 */
export async function lookupSession(opts: pulumi.InvokeOptions = {}): Promise<ChimeSession | undefined> {
  const owner = opts.provider ?? opts.parent?.getProvider(typeToken("RoomMembership")) ?? stackOfThisRun();
  const session = (owner && sessions.get(owner)) ?? open(opts);
  if (owner) sessions.set(owner, session);
  return session;
}

const sessions = new WeakMap<object, Promise<ChimeSession | undefined>>();

// A process can run several programs one after the other, each with settings of its own.
function stackOfThisRun(): object | undefined {
  return pulumi.runtime.getStackResource();
}

async function open(opts: pulumi.InvokeOptions): Promise<ChimeSession | undefined> {
  const source = await settingsSourceOf(opts);
  if (source.known === false) return undefined;
  const session = new ChimeSession(({ debug }) => new CallReporter(PROGRAM_LOG, debug));
  session.configure(source);
  return session;
}
