import * as pulumi from "@pulumi/pulumi";

import { sourceOfEntries, type SettingsSource } from "../settings/settingsSource";
import { PROVIDER_PACKAGE } from "./provider";

/**
 * The settings for a look-up: those of the explicit provider in `opts` or of the parent, as for a resource; else those of
 * the stack.
 *
 * In a preview the provider's settings may be unknown: then `known` is false.
 *
 * @throws Error when `opts.provider` is the provider of another package.
 */
export async function lookupSettings(opts: pulumi.InvokeOptions = {}): Promise<SettingsSource> {
  const provider = opts.provider ?? opts.parent?.getProvider(`${PROVIDER_PACKAGE}:dynamic/chime:lookup`);
  if (!provider) return sourceOfEntries(pulumi.runtime.allConfig(), pulumi.getProject());
  checkPackage(provider);
  const { settings } = provider as { settings?: ResolvableOutput };
  // A parent may have the provider of other dynamic resources, which has no settings for Amazon Chime.
  if (!pulumi.Output.isInstance(settings)) return sourceOfEntries({}, pulumi.getProject());
  const known = await settings.isKnown;
  return { ...sourceOfEntries(known ? await settings.promise() : {}, pulumi.getProject()), known };
}

function checkPackage(provider: pulumi.ProviderResource): void {
  const { __pulumiType: type } = provider as { __pulumiType?: string };
  if (type === undefined || type === `pulumi:providers:${PROVIDER_PACKAGE}`) return;
  throw new Error(
    `The provider of this look-up belongs to the package ${type.replace("pulumi:providers:", "")}: it must be a ` +
      "chime.Provider. For an aws.Provider, use new chime.Provider(name, chime.fromAwsProvider(awsProvider)).",
  );
}

// Every version of the SDK has the two at run time, because outputs of different versions meet in one program. The
// published
// type does not.
type ResolvableOutput = pulumi.Output<Record<string, unknown>> & {
  isKnown: Promise<boolean>;
  promise(): Promise<Record<string, unknown>>;
};
