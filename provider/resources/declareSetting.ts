import type * as pulumi from "@pulumi/pulumi";

import { formatSettingId, type SettingForm } from "../schema/channels/settingId";
import type { DeclarationSchema, ResourceName } from "./declarations";
import { declareMembership } from "./declareMembers";

type AnySettingForm = SettingForm<"appInstanceArn"> | SettingForm<"channelArn">;

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
  // Declared like a membership of a kind that no roster manages, so no roster waits for its id.
  const setting = { parent: { [form.property]: arn }, memberId: form.word };
  return declareMembership(declarationOf(form), resourceName, setting, opts);
}

// One for each kind: the check for duplicates tells kinds apart by their schema.
const DECLARATIONS = new Map<AnySettingForm, DeclarationSchema>();

function declarationOf(form: AnySettingForm): DeclarationSchema {
  const known = DECLARATIONS.get(form) ?? newDeclaration(form);
  DECLARATIONS.set(form, known);
  return known;
}

function newDeclaration(form: AnySettingForm): DeclarationSchema {
  const { property } = form;
  const arnOf = (parent: Readonly<Record<string, string>>): string => parent[property] ?? "";
  return {
    parentProperties: [property],
    // So that an error reads "the flow": the word of the setting stands for the member.
    labels: { kind: "setting", member: "the" },
    formatId: (parent) => formatSettingId(form, arnOf(parent)),
    formatParentId: arnOf,
    endsWith: (parent) => [arnOf(parent)],
    describe: (parent) => `${property === "channelArn" ? "channel" : "app instance"} ${arnOf(parent)}`,
  };
}
