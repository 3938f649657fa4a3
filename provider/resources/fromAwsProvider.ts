import * as pulumi from "@pulumi/pulumi";

import { IDENTITY_SETTINGS } from "../settings/settingNames";
import type { ProviderArgs } from "./providerArgs";

/** What a provider of @pulumi/aws shows of itself. Any object of this shape will do. */
export interface AwsProviderLike {
  /** The access key id that it signs with; unset where it leaves that to the AWS SDK. */
  readonly accessKey?: pulumi.Input<string | undefined>;
  /** The secret that belongs to the access key id. */
  readonly secretKey?: pulumi.Input<string | undefined>;
  /** The session token of a temporary key. */
  readonly token?: pulumi.Input<string | undefined>;
  /** The AWS profile that it signs with. */
  readonly profile?: pulumi.Input<string | undefined>;
  /** How it repeats calls: `standard` or `adaptive`. */
  readonly retryMode?: pulumi.Input<string | undefined>;
}

/**
 * The arguments of a `chime.Provider` that signs as a provider of @pulumi/aws does:
 *
 * ```typescript
 * const prod = new aws.Provider("prod", { profile: "prod" });
 * const chimeProd = new chime.Provider("prod", chime.fromAwsProvider(prod));
 * ```
 *
 * Taken over are its `accessKey`, `secretKey`, `token`, `profile` and `retryMode`. An identity that it leaves open is
 * left to the AWS SDK, as it is there, and not taken from the stack's configuration.
 *
 * It does not show its `assumeRoles`, `assumeRoleWithWebIdentity`, `sharedConfigFiles`, `sharedCredentialsFiles`,
 * `endpoints` and `maxRetries` to the program: say here again what of that is to hold.
 *
 * @param awsProvider The provider of @pulumi/aws.
 * @param args What it does not show, and what is to be different.
 */
export function fromAwsProvider(
  awsProvider: AwsProviderLike,
  args: Omit<ProviderArgs, "accessKey" | "secretKey" | "token" | "profile"> = {},
): ProviderArgs {
  const shown = [...IDENTITY_SETTINGS, "retryMode"] as const;
  const taken = shown.map((name) => [
    name,
    isProvider(awsProvider) ? settled(awsProvider[name]) : awsProvider[name],
  ]);
  return { inheritIdentity: false, ...(Object.fromEntries(taken) as ProviderArgs), ...args };
}

function isProvider(value: object): boolean {
  const { __pulumiType: type } = value as { __pulumiType?: unknown };
  return typeof type === "string" && type.startsWith("pulumi:providers:");
}

/**
 * In a preview, what a resource does not have counts as not known yet. Of a provider all is known that can be, because
 * it has nothing but its inputs: what is missing is not set. Otherwise no preview could tell who signs.
 */
function settled(value: pulumi.Input<string | undefined>): pulumi.Input<string | undefined> {
  if (!pulumi.Output.isInstance(value)) return value;
  const { promise } = value as { promise?: (withUnknowns: boolean) => Promise<unknown> };
  // The published types leave it out. Without it, previews say less, and updates are the same.
  if (typeof promise !== "function") return value;
  const missing = promise(true).then((plain) => plain === undefined);
  return pulumi.output(missing).apply((is) => (is ? UNSET : value));
}

const UNSET = pulumi.output<string | undefined>(undefined);
