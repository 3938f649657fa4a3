import type * as pulumi from "@pulumi/pulumi";

import { settingDeclaration, type AnySettingForm } from "../ownership/settingDeclaration";
import type { ResourceName } from "./declareOnce";
import { declareMembership } from "./declareMembers";

/**
 * Declares a setting of an app instance or channel, before its constructor calls `super`. Does nothing for a look-up.
 *
 * @param arn The app instance or channel.
 * @returns A function to call with the resource after `super`.
 * @throws RunError when another resource of the program declares the same setting.
 */
export function declareSetting(
  form: AnySettingForm,
  resourceName: ResourceName,
  arn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions | undefined,
): (resource: pulumi.CustomResource) => void {
  const setting = { parent: { [form.property]: arn }, memberId: form.word };
  return declareMembership(settingDeclaration(form), resourceName, setting, opts);
}
