import * as pulumi from "@pulumi/pulumi";

import { unknownName } from "../schema/unknownName";
import { CHIME_SETTINGS } from "../settings/settingNames";
import { recordBearer } from "./bearerRights";
import type { ProviderArgs } from "./providerArgs";
import { programError } from "./programError";
import { providerInputs } from "./providerInputs";

/** The Pulumi package of dynamic resources and of their explicit providers. */
export const PROVIDER_PACKAGE = "pulumi-nodejs";

/**
 * An explicit provider: credentials, region and other settings for the resources that use it, instead of those of the
 * stack's configuration.
 *
 * ```typescript
 * const prod = new chime.Provider("prod", { profile: "prod" });
 * new chime.RoomMembership("ana", { accountId, roomId, memberId }, { provider: prod });
 * ```
 *
 * The state keeps the settings, with keys encrypted, and `pulumi destroy` needs no others. A change of settings updates
 * the provider and none of its resources.
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * The settings as strings by their full key, such as `chime:profile`. A secret if one of them is a secret.
   */
  public readonly settings: pulumi.Output<Record<string, string>>;

  /**
   * Declares a provider.
   *
   * @param name The unique name of the resource in the program.
   * @param args The settings that differ from the stack's configuration. The preview reports invalid values.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `args` has a setting that does not exist.
   */
  public constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    refuseUnknown(name, args);
    const inputs = providerInputs(args);
    super(PROVIDER_PACKAGE, name, inputs, opts);
    recordBearer(this, args.appInstanceUserArn);
    this.settings = pulumi.output(inputs).apply(withoutUndefined);
  }
}

function refuseUnknown(name: string, args: object): void {
  const known = [...CHIME_SETTINGS, "inheritIdentity"];
  for (const setting of Object.keys(args)) {
    if (known.includes(setting)) continue;
    throw programError(`chime.Provider "${name}": the setting ${setting} ${unknownName(setting, known)}`);
  }
}

function withoutUndefined(settings: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}
