import * as fc from "fast-check";

import type { ResourceOptions } from "../engine/declaredResource";
import { BOT_INDEX, type ResourceFamily, type Role } from "../model/resourceFamily";
import * as acts from "./manualChange";
import * as edits from "./edits";
import * as moves from "./moves";
import {
  DECLARED_PARENT,
  DECLARED_PARENT_NAMES,
  PROVIDERS,
  type MembershipDeclaration,
  type ParentDeclaration,
  type ParentName,
  type RosterDeclaration,
} from "./program";

const MEMBERSHIPS = ["ana", "ben", "cem", "dan"] as const;
const ROSTERS = ["team", "crew"] as const;

/** The names that resources of programs have in Pulumi. */
export const PULUMI_NAMES = [...MEMBERSHIPS, ...ROSTERS, ...DECLARED_PARENT_NAMES] as const;

const DECLARED = [...MEMBERSHIPS, ...ROSTERS, DECLARED_PARENT] as const;

const membershipName = fc.constantFrom(...MEMBERSHIPS);
const rosterName = fc.constantFrom(...ROSTERS);
const anyName = fc.constantFrom(...MEMBERSHIPS, ...ROSTERS);
const parent = fc.constantFrom<ParentName>("first", "first", "second", DECLARED_PARENT, DECLARED_PARENT);
const member = fc.integer({ min: 0, max: BOT_INDEX });
const spot = fc.record({ parent: fc.integer({ min: 0, max: 2 }), member });

/** Random resources. */
export function declarationsOf(family: ResourceFamily): fc.Arbitrary<edits.Edit> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(membershipName, membershipOf(family)).map(spread(edits.declare)) },
    { weight: 4, arbitrary: fc.tuple(rosterName, rosterOf(family)).map(spread(edits.declare)) },
    { weight: 2, arbitrary: ownParentOf(family).map((house) => edits.declare(DECLARED_PARENT, house)) },
  );
}

/** Random changes of a program. */
export function editsOf(family: ResourceFamily): fc.Arbitrary<edits.Edit> {
  const otherThan = otherStanding(family);
  return fc.oneof(
    { weight: 10, arbitrary: declarationsOf(family) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyName, fc.nat(5))
        .map(([name, which]) => edits.changeRole(name, which, otherThan)),
    },
    {
      weight: 2,
      arbitrary: fc
        .oneof(
          fc.tuple(membershipName, membershipName, fc.boolean()),
          fc.tuple(rosterName, rosterName, fc.boolean()),
        )
        .map(spread(edits.rename)),
    },
    { weight: 3, arbitrary: fc.constantFrom(...DECLARED).map(edits.drop) },
    { weight: 12, arbitrary: movesOf() },
    {
      weight: 4,
      arbitrary: fc.tuple(fc.nat(5), optionsOf(family)).map(spread(moves.setOptions)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(anyName, fc.constantFrom(...DECLARED)).map(spread(moves.takeMemberIdFrom)),
    },
    { weight: 1, arbitrary: fc.tuple(anyName, fc.constantFrom(...DECLARED)).map(spread(moves.dependOn)) },
    { weight: 1, arbitrary: anyName.map(moves.setDeletedWith) },
  );
}

function movesOf(): fc.Arbitrary<edits.Edit> {
  const which = fc.nat(3);
  const after = fc.option(fc.nat(3), { freq: 1, nil: undefined });
  const taking = fc.record({ adoptExisting: fc.boolean(), after });
  return fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.nat(5), which, anyName, taking).map(spread(moves.moveMember)) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.nat(1), taking).map(([nth, how]) => moves.splitRoster(nth, MEMBERSHIPS, how)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(rosterName, rosterName, fc.constantFrom(...DECLARED))
        .map(spread(moves.renameRosterAndDependOn)),
    },
    { weight: 1, arbitrary: fc.constant(moves.renameParent) },
    { weight: 2, arbitrary: fc.tuple(fc.nat(3), rosterName).map(spread(moves.mergeIntoRoster)) },
    { weight: 2, arbitrary: fc.tuple(fc.nat(1), which, rosterName).map(spread(moves.ignoreMember)) },
  );
}

function optionsOf({ properties }: ResourceFamily): fc.Arbitrary<ResourceOptions> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PROVIDERS).map((provider) => ({ provider })) },
    { weight: 1, arbitrary: fc.boolean().map((protect) => ({ protect })) },
    { weight: 1, arbitrary: fc.boolean().map((retainOnDelete) => ({ retainOnDelete })) },
    { weight: 1, arbitrary: fc.boolean().map((deleteBeforeReplace) => ({ deleteBeforeReplace })) },
    { weight: 1, arbitrary: fc.constant({ ignoreChanges: [properties.role] }) },
    { weight: 1, arbitrary: fc.constant({ replaceOnChanges: ["*"] }) },
  );
}

/** Random acts behind Pulumi's back. */
export function manualChangesOf(family: ResourceFamily): fc.Arbitrary<acts.ManualChange> {
  const otherThan = otherStanding(family);
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(spot, standingOf(family)).map(spread(acts.addMember)) },
    { weight: 3, arbitrary: spot.map(acts.removeMember) },
    { weight: 2, arbitrary: spot.map((at) => acts.changeRole(at, otherThan)) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 }).map(acts.deleteParent) },
  );
}

function membershipOf(family: ResourceFamily): fc.Arbitrary<MembershipDeclaration> {
  return fc.record({
    kind: fc.constant("membership" as const),
    parent,
    member,
    role: standingOf(family),
    adoptExisting: fc.boolean(),
  });
}

function rosterOf(family: ResourceFamily): fc.Arbitrary<RosterDeclaration> {
  return fc.record({
    kind: fc.constant("roster" as const),
    parent,
    members: fc
      .uniqueArray(fc.tuple(member, standingOf(family)), { selector: ([index]) => index, maxLength: 4 })
      .map((entries) => new Map(entries)),
    exclusive: fc.boolean(),
    ignored: fc.uniqueArray(member, { maxLength: 2 }),
  });
}

function ownParentOf({ allowsChosenIds }: ResourceFamily): fc.Arbitrary<ParentDeclaration> {
  return fc.record({
    kind: fc.constant("parent" as const),
    name: fc.constantFrom(DECLARED_PARENT, DECLARED_PARENT, DECLARED_PARENT, DECLARED_PARENT_NAMES[1]),
    title: fc.constantFrom("Launch", "Landing"),
    chosenId: allowsChosenIds ? fc.constantFrom(undefined, "hq") : fc.constant(undefined),
  });
}

function standingOf({ roles }: ResourceFamily): fc.Arbitrary<Role> {
  return fc.constantFrom(...roles);
}

function otherStanding({ roles: [one, other] }: ResourceFamily): (role: Role) => Role {
  return (role) => (role === one ? other : one);
}

function spread<Parts extends unknown[], Made>(make: (...parts: Parts) => Made): (parts: Parts) => Made {
  return (parts) => make(...parts);
}
