import * as pulumi from "@pulumi/pulumi";

import { IDENTITY_SETTINGS } from "../settings/settingNames";
import type { ProviderArgs } from "./providerArgs";

/** The outputs of a provider of @pulumi/aws. Any object with these properties works. */
export interface AwsProviderLike {
  /** The access key id; not set where the AWS SDK finds the credentials. */
  readonly accessKey?: pulumi.Input<string | undefined>;
  /** The secret access key. */
  readonly secretKey?: pulumi.Input<string | undefined>;
  /** The session token of temporary credentials. */
  readonly token?: pulumi.Input<string | undefined>;
  /** The AWS profile. */
  readonly profile?: pulumi.Input<string | undefined>;
  /** The retry mode: `standard` or `adaptive`. */
  readonly retryMode?: pulumi.Input<string | undefined>;
}

/**
 * The arguments of a `chime.Provider` that uses the credentials of a provider of @pulumi/aws:
 *
 * ```typescript
 * const prod = new aws.Provider("prod", { profile: "prod" });
 * const chimeProd = new chime.Provider("prod", chime.fromAwsProvider(prod));
 * ```
 *
 * It copies `accessKey`, `secretKey`, `token`, `profile` and `retryMode`. Where none of the credentials is set, the AWS
 * SDK finds them, as it does for the AWS provider; those of the stack's configuration are not used.
 *
 * A provider of @pulumi/aws has no outputs for `assumeRoles`, `assumeRoleWithWebIdentity`, `sharedConfigFiles`,
 * `sharedCredentialsFiles`, `endpoints` and `maxRetries`: pass the ones that you need in `args`.
 *
 * @param awsProvider The provider of @pulumi/aws.
 * @param args Further arguments, which override the copied ones.
 * @returns The arguments for `new chime.Provider`.
 */
export function fromAwsProvider(
  awsProvider: AwsProviderLike,
  args: Omit<ProviderArgs, "accessKey" | "secretKey" | "token" | "profile"> = {},
): ProviderArgs {
  const names = [...IDENTITY_SETTINGS, "retryMode"] as const;
  const copied = names.map((name) => [
    name,
    isProvider(awsProvider) ? withoutUnset(awsProvider[name]) : awsProvider[name],
  ]);
  return { inheritIdentity: false, ...(Object.fromEntries(copied) as ProviderArgs), ...args };
}

function isProvider(value: object): boolean {
  const { __pulumiType: type } = value as { __pulumiType?: unknown };
  return typeof type === "string" && type.startsWith("pulumi:providers:");
}

/**
 * In a preview, an output that is missing counts as unknown. But a provider has no outputs besides its inputs, so that a
 * missing one is not set. Otherwise no preview would know which credentials to use.
 */
function withoutUnset(value: pulumi.Input<string | undefined>): pulumi.Input<string | undefined> {
  if (!pulumi.Output.isInstance(value)) return value;
  const { promise } = value as { promise?: (withUnknowns: boolean) => Promise<unknown> };
  // The published types do not have it. Without it, only previews know less.
  if (typeof promise !== "function") return value;
  const missing = promise(true).then((plain) => plain === undefined);
  return pulumi.output(missing).apply((is) => (is ? UNSET : value));
}

const UNSET = pulumi.output<string | undefined>(undefined);
