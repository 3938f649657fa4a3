import * as pulumi from "@pulumi/pulumi";

import type { ChimeApi } from "../aws/chimeApi";
import type { ChimeSettings } from "../settings/settings";
import { validate, type Validator } from "../schema/properties";
import { explainInternal } from "../aws/errors/internalError";
import { reportTrace } from "../reporting/trace";
import { lookupSession } from "./lookupSession";
import { PROGRAM_LOG } from "./programLog";
import { whenAllExist } from "./whenAllExist";

/** A question to Amazon Chime that a program asks while it runs, in a preview too. */
export interface Lookup<Args extends object, Found> {
  /** The name of its function. */
  name: string;
  /** What its arguments must be. */
  rules: Record<keyof Args & string, Validator>;
  /** Asks, with the settings for what the arguments leave out. */
  find(chime: ChimeApi, args: Args, settings: ChimeSettings): Promise<Found>;
}

/**
 * Asks with arguments that are known.
 *
 * @throws pulumi.RunError, which Pulumi shows without a trace: its message says all there is to say.
 */
export async function ask<Args extends object, Found>(
  lookup: Lookup<Args, Found>,
  args: Args,
  opts?: pulumi.InvokeOptions,
): Promise<Found> {
  const found = await askIfKnown(lookup, args, opts);
  if (found !== UNKNOWN_SETTINGS) return found;
  throw new pulumi.RunError(
    `${lookup.name}: the settings of its provider are not known in this preview. Use ${lookup.name}Output.`,
  );
}

/** Asks as soon as the arguments are known. While they, or the provider's settings, are unknown, so is the answer. */
export function askOutput<Args extends object, Found>(
  lookup: Lookup<Args, Found>,
  args: object,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<Found> {
  const answer = whenAllExist(args, opts).apply(async (known) => {
    const found = await askIfKnown(lookup, known as Args, opts);
    return found === UNKNOWN_SETTINGS ? pulumi.unknown : found;
  });
  return answer as pulumi.Output<Found>;
}

const UNKNOWN_SETTINGS = Symbol("the settings are not known yet");

async function askIfKnown<Args extends object, Found>(
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
  const told = explainInternal(cause, "look it up");
  reportTrace(PROGRAM_LOG, told);
  const reason = told instanceof Error ? told.message : String(told);
  return Object.assign(new pulumi.RunError(`${name}: ${reason}`), { cause });
}

// A program in JavaScript can pass anything.
function checkArguments({ name, rules }: Lookup<never, unknown>, args: object | undefined): void {
  const problems = validate({ ...args }, rules).map(({ reason }) => reason);
  if (problems.length === 0) return;
  const isOutput = Object.values({ ...args }).some((value) => pulumi.Output.isInstance(value));
  const hint = isOutput ? [`For an argument that is an Output there is ${name}Output.`] : [];
  throw new Error([...problems, ...hint].join(" "));
}
