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

/** The inputs of an explicit provider: strings by the full key of their setting. */
export type ProviderInputs = Record<string, SettingOutput>;

type SettingOutput = pulumi.Output<string | undefined>;

const UNSET: SettingOutput = pulumi.output<string | undefined>(undefined);

/**
 * The inputs of a provider with these arguments.
 *
 * The plugin process of an explicit provider does not get the stack's configuration. So settings that the arguments do
 * not set are copied from it, under the same keys.
 */
export function providerInputs({ inheritIdentity = true, ...args }: ProviderArgs): ProviderInputs {
  const set = Object.entries(args as Record<string, unknown>).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const own = Object.fromEntries(set.map(([name, value]) => [name, settingOf(value)]));
  const groups = GROUPS.map(({ decisive, members }) => ({
    members,
    replaced: inheritIdentity ? anySet(decisive.map((name) => own[name])) : pulumi.output(true),
  }));
  const inputs: ProviderInputs = {};
  for (const [namespace, names] of NAMESPACES) {
    for (const name of names) {
      const stack = stackSetting(`${namespace}:${name}`);
      const argument = namespace === "chime" ? own[name] : undefined;
      if (argument === undefined && stack === UNSET) continue;
      const group = groups.find(({ members }) => members.includes(name));
      inputs[`${namespace}:${name}`] = argumentOrStack(
        name,
        argument,
        stack,
        group?.replaced ?? pulumi.output(false),
      );
    }
  }
  return inputs;
}

const NAMESPACES: readonly (readonly [string, readonly string[]])[] = [
  ["chime", CHIME_SETTINGS],
  ["aws", AWS_SETTINGS],
];

/** Settings that belong together: if an argument sets a decisive one, no member is copied from the stack. */
const GROUPS: readonly { decisive: readonly string[]; members: readonly string[] }[] = [
  { decisive: IDENTITY_SETTINGS, members: [...IDENTITY_SETTINGS, ...FILE_SETTINGS] },
  { decisive: ROLE_SETTINGS, members: ROLE_SETTINGS },
];

/** An argument as the stack's configuration holds it: lists and objects as JSON. */
function settingOf(value: unknown): SettingOutput {
  return (pulumi.output(value) as pulumi.Output<string | object | null | undefined>).apply((plain) => {
    if (plain === undefined || plain === null) return undefined;
    return typeof plain === "string" ? plain : JSON.stringify(plain);
  });
}

/** Whether any of these is set, which is no secret even if a value is. */
function anySet(values: (SettingOutput | undefined)[]): pulumi.Output<boolean> {
  const isAnySet = pulumi.all(values).apply((known) => known.some((value) => value !== undefined));
  return pulumi.unsecret(isAnySet);
}

/** The argument if it is set, else the stack's setting unless the arguments replace its group. */
function argumentOrStack(
  name: string,
  argument: SettingOutput | undefined,
  stack: SettingOutput,
  replaced: pulumi.Output<boolean>,
): SettingOutput {
  const inherited: SettingOutput = replaced.apply((is) => (is ? UNSET : stack));
  if (argument === undefined) return inherited;
  const isSecret = SECRET_SETTINGS.some((secret) => secret === name);
  // A secret that resolves to undefined would become a null input.
  const open = isSecret ? pulumi.unsecret(argument) : argument;
  return open.apply((value): SettingOutput => {
    if (value === undefined) return inherited;
    return isSecret ? pulumi.secret(value) : pulumi.output(value);
  });
}

function stackSetting(key: string): SettingOutput {
  const value = pulumi.runtime.getConfig(key);
  if (value === undefined) return UNSET;
  return SECRET_KEYS.test(key) || isSecretInStack(key) ? pulumi.secret(value) : pulumi.output(value);
}

const SECRET_KEYS = new RegExp(`:(${SECRET_SETTINGS.join("|")})$`);

// The published types of the SDK do not have this function. Without it, every setting is treated as a secret.
function isSecretInStack(key: string): boolean {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) ?? true;
}
