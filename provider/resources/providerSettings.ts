import * as pulumi from "@pulumi/pulumi";

import type { SettingsSource } from "../settings/settingNames";
import { sourceOfEntries } from "../settings/settingsSource";
import { PROVIDER_PACKAGE } from "./provider";

/**
 * The settings for a look-up that runs in the program: those of the explicit provider that `opts` names or that the
 * parent hands down, as for a resource; else those of the stack.
 *
 * In a preview the provider's settings may not be known yet: then `known` is false.
 *
 * @throws Error when `opts.provider` is the provider of another package.
 */
export async function settingsSourceOf(opts: pulumi.InvokeOptions = {}): Promise<SettingsSource> {
  const provider = opts.provider ?? opts.parent?.getProvider(`${PROVIDER_PACKAGE}:dynamic/chime:lookup`);
  if (!provider) return sourceOfEntries(pulumi.runtime.allConfig(), pulumi.getProject());
  checkPackage(provider);
  const { settings } = provider as { settings?: ResolvableOutput };
  // A provider of somebody else's dynamic resources, handed down by a parent, says nothing about Amazon Chime.
  if (!pulumi.Output.isInstance(settings)) return sourceOfEntries({}, pulumi.getProject());
  const known = await settings.isKnown;
  return { ...sourceOfEntries(known ? await settings.promise() : {}, pulumi.getProject()), known };
}

function checkPackage(provider: pulumi.ProviderResource): void {
  const { __pulumiType: type } = provider as { __pulumiType?: string };
  if (type === undefined || type === `pulumi:providers:${PROVIDER_PACKAGE}`) return;
  throw new Error(
    `The provider of this look-up is one of the package ${type.replace("pulumi:providers:", "")}: it must be a ` +
      "chime.Provider. Of an aws.Provider make one with new chime.Provider(name, chime.fromAwsProvider(awsProvider)).",
  );
}

// What an output has at run time in every version of the SDK, because outputs of different versions meet in one
// program. Its published type leaves the two out.
type ResolvableOutput = pulumi.Output<Record<string, unknown>> & {
  isKnown: Promise<boolean>;
  promise(): Promise<Record<string, unknown>>;
};
