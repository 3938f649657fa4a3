import { formatSettingId, type SettingForm } from "../schema/channels/settingId";
import type { DeclarationSchema } from "./declarations";

export type AnySettingForm = SettingForm<"appInstanceArn"> | SettingForm<"channelArn">;

/**
 * A setting of an app instance or channel as a declaration: like a membership of a kind that no roster manages, so no roster waits for
 * its id. The word of the setting stands for the member, so that an error reads "the flow".
 */
export function settingDeclaration(form: AnySettingForm): DeclarationSchema {
  const known = DECLARATIONS.get(form) ?? newDeclaration(form);
  DECLARATIONS.set(form, known);
  return known;
}

// One for each kind: the check for duplicates tells kinds apart by their schema.
const DECLARATIONS = new Map<AnySettingForm, DeclarationSchema>();

function newDeclaration(form: AnySettingForm): DeclarationSchema {
  const { property } = form;
  const arnOf = (parent: Readonly<Record<string, string>>): string => parent[property] ?? "";
  return {
    parentProperties: [property],
    labels: { kind: "setting", member: "the" },
    formatId: (parent) => formatSettingId(form, arnOf(parent)),
    formatParentId: arnOf,
    endsWith: (parent) => [arnOf(parent)],
    describe: (parent) => `${property === "channelArn" ? "channel" : "app instance"} ${arnOf(parent)}`,
  };
}
