import * as pulumi from "@pulumi/pulumi";

import { recordRights } from "./bearerRights";
import type { DeclarationSchema } from "../ownership/declarations";
import { declareOnce, isDeclared, type ResourceName } from "./declareOnce";
import { recordMemberships, recordOwned, recordOwnedMembers, recordRegistered } from "./programLedger";
import { refuseMemberPositions } from "./memberPaths";
import type { MemberNames } from "../schema/rosters/rosterItem";
import { declaredIds, memberIdsOf } from "./rosterMembers";

/** The parent as a program passes it, by property. */
type ParentInputs = Record<string, pulumi.Input<string>>;

/** The arguments of a roster that say who its members are. */
interface RosterArgs {
  members: pulumi.Input<unknown>;
  exclusive?: pulumi.Input<boolean | undefined>;
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/**
 * Declares one membership, before its constructor calls `super`. Does nothing for a look-up.
 *
 * @returns A function to call with the resource after `super`.
 * @throws RunError when another resource of the program declares the same membership, or would remove it.
 */
export function declareMembership(
  schema: DeclarationSchema,
  resourceName: ResourceName,
  { parent, memberId }: { parent: ParentInputs; memberId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions | undefined,
): (resource: pulumi.CustomResource) => void {
  if (!isDeclared(opts)) return () => undefined;
  declareOnce(schema, resourceName, { parent, memberIds: [memberId] });
  recordMemberships(schema, "desired", parent, [memberId]);
  return (resource) => {
    if (schema.givesRights) recordRights(resource, [memberId], parent["channelArn"]);
    recordOwned(resource);
    recordRegistered(schema, resource, parent, [memberId]);
  };
}

/**
 * Declares the members of a roster, before its constructor calls `super`. Does nothing for a look-up.
 *
 * @returns A function to call with the resource after `super`, while its `members` are as the state has them.
 * @throws RunError when another resource of the program declares one of the members, or when one of the two is
 * exclusive and would remove a member that the other declares.
 */
export function declareRoster(
  schema: DeclarationSchema & MemberNames,
  resourceName: ResourceName,
  { parent, args }: { parent: ParentInputs; args: RosterArgs },
  opts: pulumi.CustomResourceOptions | undefined,
): (resource: pulumi.CustomResource & { readonly members: pulumi.Output<unknown> }) => void {
  if (!isDeclared(opts)) return () => undefined;
  refuseMemberPositions(resourceName.name, opts);
  const memberIds = memberIdsOf(schema, args.members);
  declareOnce(schema, resourceName, declarationOf(schema, parent, args));
  recordMemberships(schema, "desired", parent, memberIds);
  recordMemberships(schema, "ignored", parent, args.ignoreMembers ?? []);
  return (resource) => {
    if (schema.givesRights && Array.isArray(args.members)) {
      recordRights(resource, args.members, parent["channelArn"]);
    }
    const outputs = resource as unknown as Record<string, pulumi.Output<string>>;
    const parentOutputs = Object.fromEntries(
      schema.parentProperties.map((property) => [property, outputs[property]]),
    );
    recordOwnedMembers(schema, resource, parentOutputs, resource.members);
    recordRegistered(schema, resource, parent, memberIds);
  };
}

function declarationOf(
  names: MemberNames,
  parent: ParentInputs,
  { members, exclusive, ignoreMembers }: RosterArgs,
): pulumi.Inputs {
  // Without outputs, so that a conflict fails the constructor, before the engine hears of the resource.
  const memberIds = Array.isArray(members) ? declaredIds(names, members) : undefined;
  if (areStrings(memberIds) && isBoolean(exclusive) && areStrings(ignoreMembers ?? [])) {
    return { parent, memberIds, ignored: ignoredBy(exclusive, ignoreMembers) };
  }
  return {
    parent,
    memberIds: (pulumi.output(members) as pulumi.Output<unknown>).apply((list) => declaredIds(names, list)),
    ignored: pulumi.all([exclusive, ignoreMembers]).apply(([is, ids]) => ignoredBy(is, ids)),
  };
}

function ignoredBy(exclusive: unknown, ignoreMembers: unknown): unknown {
  return exclusive === true ? (ignoreMembers ?? []) : undefined;
}

function areStrings(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === "string");
}

function isBoolean(value: unknown): boolean {
  return value === undefined || typeof value === "boolean";
}
