import * as pulumi from "@pulumi/pulumi";

import { unknownName } from "../schema/unknownName";
import { CHIME_SETTINGS } from "../settings/settingNames";
import type { ProviderArgs } from "./providerArgs";
import { providerInputs } from "./providerInputs";

/** The Pulumi package of dynamic resources, which is that of their explicit providers too. */
export const PROVIDER_PACKAGE = "pulumi-nodejs";

/**
 * An explicit provider: who the resources given it belong to, and how they are brought about, where that is not what
 * the stack's configuration says.
 *
 * ```typescript
 * const prod = new chime.Provider("prod", { profile: "prod" });
 * new chime.RoomMembership("ana", { accountId, roomId, memberId }, { provider: prod });
 * ```
 *
 * Its settings are in the Pulumi state, keys encrypted, and `pulumi destroy` works with them alone. Changing them
 * updates the provider and none of its resources.
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * The settings that its resources work with, texts by their full key such as `chime:profile`. Secret where one of
   * them is.
   */
  public readonly settings: pulumi.Output<Record<string, string>>;

  /**
   * Declares a provider.
   *
   * @param name The unique name of the resource in the program.
   * @param args What differs from the stack's configuration.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `args` has a setting that does not exist. Wrong values are reported in the preview.
   */
  public constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    refuseUnknown(name, args);
    const inputs = providerInputs(args);
    super(PROVIDER_PACKAGE, name, inputs, opts);
    this.settings = pulumi.output(inputs).apply(withoutGaps);
  }
}

function refuseUnknown(name: string, args: object): void {
  const known = [...CHIME_SETTINGS, "inheritIdentity"];
  for (const setting of Object.keys(args)) {
    if (known.includes(setting)) continue;
    throw new Error(`chime.Provider "${name}": the setting ${setting} ${unknownName(setting, known)}`);
  }
}

function withoutGaps(settings: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}
