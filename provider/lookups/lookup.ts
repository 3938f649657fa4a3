import * as pulumi from "@pulumi/pulumi";

import type { ChimeApi } from "../aws/chimeApi";
import type { ChimeSession } from "../aws/session";
import type { ChimeSettings } from "../settings/settings";
import { validate, type Validator } from "../schema/validators";
import { explainInternal } from "../aws/errors/internalError";
import { reportTrace } from "../reporting/trace";
import { programError } from "../resources/programError";
import { lookupSession } from "./lookupSession";
import { PROGRAM_LOG } from "./programLog";
import { withRejectHandler } from "./rejectHandler";
import { resolveArguments } from "./resolveArguments";

/** A function that a program calls to read something from Amazon Chime, in previews too. */
export interface Lookup<Args extends object, Found> {
  /** The name of the function. */
  name: string;
  /** Validates the arguments. */
  validators: Record<keyof Args & string, Validator>;
  /** Makes the calls. The settings are for arguments that are not set. */
  find(chime: ChimeApi, args: Args, settings: ChimeSettings): Promise<Found>;
}

/**
 * Runs a look-up with plain arguments.
 *
 * @throws pulumi.RunError, which Pulumi shows without a stack trace.
 */
export async function invoke<Args extends object, Found>(
  lookup: Lookup<Args, Found>,
  args: Args,
  opts?: pulumi.InvokeOptions,
): Promise<Found> {
  const found = await withRejectHandler(invokeIfKnown(lookup, args, opts));
  if (found !== UNKNOWN_SETTINGS) return found;
  throw programError(
    `${lookup.name}: the settings of its provider are not known in this preview. Use ${lookup.name}Output.`,
  );
}

/** Runs a look-up with outputs. While an argument or a setting of the provider is unknown, so is the result. */
export function invokeOutput<Args extends object, Found>(
  lookup: Lookup<Args, Found>,
  args: object,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<Found> {
  const result = resolveArguments(args, opts).apply(async (known) => {
    const found = await withRejectHandler(invokeIfKnown(lookup, known as Args, opts));
    return found === UNKNOWN_SETTINGS ? pulumi.unknown : found;
  });
  return result as pulumi.Output<Found>;
}

/**
 * Runs a look-up with the settings of a session.
 *
 * @throws Error when an argument is invalid, before any call, or when a call fails. Its message begins with the function's name.
 */
export async function runLookup<Args extends object, Found>(
  lookup: Lookup<Args, Found>,
  session: ChimeSession,
  args: Args,
): Promise<Found> {
  try {
    checkArguments(lookup, args);
    return await lookup.find(session.api, args, session.settings);
  } catch (error) {
    throw new Error(messageOf(lookup.name, explained(error)), { cause: error });
  }
}

const UNKNOWN_SETTINGS = Symbol("the settings are not known yet");

async function invokeIfKnown<Args extends object, Found>(
  lookup: Lookup<Args, Found>,
  args: Args,
  opts: pulumi.InvokeOptions | undefined,
): Promise<Found | typeof UNKNOWN_SETTINGS> {
  try {
    checkArguments(lookup, args);
    const session = await lookupSession(opts);
    return session ? await lookup.find(session.api, args, session.settings) : UNKNOWN_SETTINGS;
  } catch (error) {
    throw runError(lookup.name, error);
  }
}

// The engine shows only the message of such an error.
function runError(name: string, cause: unknown): pulumi.RunError {
  const told = explained(cause);
  reportTrace(PROGRAM_LOG, told);
  return programError(messageOf(name, told), cause);
}

function explained(error: unknown): unknown {
  return explainInternal(error, "look it up");
}

function messageOf(name: string, error: unknown): string {
  return `${name}: ${error instanceof Error ? error.message : String(error)}`;
}

// A program in JavaScript can pass anything.
function checkArguments({ name, validators }: Lookup<never, unknown>, args: object | undefined): void {
  const problems = validate({ ...args }, validators).map(({ reason }) => reason);
  if (problems.length === 0) return;
  const isOutput = Object.values({ ...args }).some((value) => pulumi.Output.isInstance(value));
  const hint = isOutput ? [`Use ${name}Output for arguments that are Outputs.`] : [];
  throw new Error([...problems, ...hint].join(" "));
}
