import * as pulumi from "@pulumi/pulumi";

import {
  AWS_SETTINGS,
  CHIME_SETTINGS,
  FILE_SETTINGS,
  IDENTITY_SETTINGS,
  ROLE_SETTINGS,
  SECRET_SETTINGS,
} from "../settings/settingNames";
import type { ProviderArgs } from "./providerArgs";

/** The inputs of an explicit provider: texts by the full key of their setting. */
export type ProviderInputs = Record<string, Text>;

type Text = pulumi.Output<string | undefined>;

const UNSET: Text = pulumi.output<string | undefined>(undefined);

/**
 * What the engine is given for a provider with these arguments.
 *
 * Nothing of the stack's configuration reaches the plugin process of an explicit provider, so that what the arguments
 * leave open is copied from it, under the same keys: the process then reads both in the same way.
 */
export function providerInputs({ inheritIdentity = true, ...args }: ProviderArgs): ProviderInputs {
  const given = Object.entries(args as Record<string, unknown>).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const own = Object.fromEntries(given.map(([name, value]) => [name, textOf(value)]));
  const groups = GROUPS.map(({ decisive, members }) => ({
    members,
    replaced: inheritIdentity ? anyGiven(decisive.map((name) => own[name])) : pulumi.output(true),
  }));
  const inputs: ProviderInputs = {};
  for (const [namespace, names] of NAMESPACES) {
    for (const name of names) {
      const stack = stackSetting(`${namespace}:${name}`);
      const mine = namespace === "chime" ? own[name] : undefined;
      if (mine === undefined && stack === UNSET) continue;
      const group = groups.find(({ members }) => members.includes(name));
      inputs[`${namespace}:${name}`] = oneOf(name, mine, stack, group?.replaced ?? pulumi.output(false));
    }
  }
  return inputs;
}

const NAMESPACES: readonly (readonly [string, readonly string[]])[] = [
  ["chime", CHIME_SETTINGS],
  ["aws", AWS_SETTINGS],
];

/** Settings that go together: where an argument is one of the decisive ones, no member is taken from the stack. */
const GROUPS: readonly { decisive: readonly string[]; members: readonly string[] }[] = [
  { decisive: IDENTITY_SETTINGS, members: [...IDENTITY_SETTINGS, ...FILE_SETTINGS] },
  { decisive: ROLE_SETTINGS, members: ROLE_SETTINGS },
];

/** The text of an argument as the stack's configuration has it: lists and objects as JSON. */
function textOf(value: unknown): Text {
  return (pulumi.output(value) as pulumi.Output<string | object | null | undefined>).apply((plain) => {
    if (plain === undefined || plain === null) return undefined;
    return typeof plain === "string" ? plain : JSON.stringify(plain);
  });
}

/** Whether any of these has a value. That much is no secret, though the value may be. */
function anyGiven(values: (Text | undefined)[]): pulumi.Output<boolean> {
  const given = pulumi.all(values).apply((known) => known.some((value) => value !== undefined));
  return pulumi.unsecret(given);
}

/** The argument where it has a value, else the stack's setting where the arguments do not replace its group. */
function oneOf(name: string, mine: Text | undefined, stack: Text, replaced: pulumi.Output<boolean>): Text {
  const inherited: Text = replaced.apply((is) => (is ? UNSET : stack));
  if (mine === undefined) return inherited;
  const isSecret = SECRET_SETTINGS.some((secret) => secret === name);
  // A secret that turns out to be undefined would be a null among the inputs.
  const open = isSecret ? pulumi.unsecret(mine) : mine;
  return open.apply((value): Text => {
    if (value === undefined) return inherited;
    return isSecret ? pulumi.secret(value) : pulumi.output(value);
  });
}

function stackSetting(key: string): Text {
  const value = pulumi.runtime.getConfig(key);
  if (value === undefined) return UNSET;
  return SECRET_KEYS.test(key) || isSecretInStack(key) ? pulumi.secret(value) : pulumi.output(value);
}

const SECRET_KEYS = new RegExp(`:(${SECRET_SETTINGS.join("|")})$`);

// The published types of the SDK leave this function out. Where it is not to be found, everything counts as secret.
function isSecretInStack(key: string): boolean {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) ?? true;
}
