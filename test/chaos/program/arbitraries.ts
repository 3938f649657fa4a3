import * as fc from "fast-check";

import type { ResourceOptions } from "../engine/declaredResource";
import { ACCESS_KINDS, type AccessKind, type ResourceFamily, type Role } from "../model/resourceFamily";
import { BOT_INDEX } from "../model/serviceFixture";
import * as accessMoves from "./accessMoves";
import type { Edit } from "./edit";
import * as edits from "./edits";
import * as manualChanges from "./manualChange";
import * as moves from "./moves";
import {
  DECLARED_PARENT,
  ACCESS_NAMES,
  ALL_ACCESS_NAMES,
  DECLARED_PARENT_NAMES,
  INSTANCE,
  MEMBERSHIP_NAMES,
  MODERATOR_ROSTER_NAMES,
  PROVIDERS,
  ROSTER_NAMES,
  type AccessDeclaration,
  type MembershipDeclaration,
  type ParentDeclaration,
  type ParentName,
  type RosterDeclaration,
} from "./program";

/** The Pulumi names of all resources. */
export function resourceNames({ access }: ResourceFamily): readonly string[] {
  const names = [...MEMBERSHIP_NAMES, ...ROSTER_NAMES, ...DECLARED_PARENT_NAMES];
  return access ? [...names, ...ALL_ACCESS_NAMES] : names;
}

const membershipName = fc.constantFrom(...MEMBERSHIP_NAMES);
const rosterName = fc.constantFrom(...ROSTER_NAMES);
const memberOrRosterName = fc.constantFrom(...MEMBERSHIP_NAMES, ...ROSTER_NAMES);
const anyName = fc.constantFrom(...MEMBERSHIP_NAMES, ...ROSTER_NAMES, DECLARED_PARENT);
const parent = fc.constantFrom<ParentName>("first", "first", "second", DECLARED_PARENT, DECLARED_PARENT);
const member = fc.integer({ min: 0, max: BOT_INDEX });
const moderatorRosterName = fc.constantFrom(...MODERATOR_ROSTER_NAMES);
const accessName = fc.constantFrom(...ALL_ACCESS_NAMES);
const membershipRef = fc.record({ parent: fc.integer({ min: 0, max: 2 }), member });

/** Edits that declare a random resource. */
export function randomDeclarations(family: ResourceFamily): fc.Arbitrary<Edit> {
  return family.access
    ? fc.oneof(
        { weight: 2, arbitrary: memberDeclarations(family) },
        { weight: 3, arbitrary: accessDeclarations() },
      )
    : memberDeclarations(family);
}

function memberDeclarations(family: ResourceFamily): fc.Arbitrary<Edit> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(membershipName, memberships(family)).map(spread(edits.declare)) },
    { weight: 4, arbitrary: fc.tuple(rosterName, rosters(family.roles)).map(spread(edits.declare)) },
    {
      weight: 2,
      arbitrary: parents(family).map((declaration) => edits.declare(DECLARED_PARENT, declaration)),
    },
  );
}

function accessDeclarations(): fc.Arbitrary<Edit> {
  const single = fc
    .tuple(fc.nat(2), access())
    .map(([index, declaration]) => edits.declare(accessNameOf(declaration.access, index), declaration));
  const rosterOfModerators = rosters(["moderator"]).map((declaration): RosterDeclaration => ({
    ...declaration,
    access: "moderator",
  }));
  return fc.oneof(
    { weight: 1, arbitrary: single },
    { weight: 1, arbitrary: fc.tuple(moderatorRosterName, rosterOfModerators).map(spread(edits.declare)) },
  );
}

/** Random edits of a program. */
export function randomEdits(family: ResourceFamily): fc.Arbitrary<Edit> {
  return family.access
    ? fc.oneof({ weight: 2, arbitrary: memberEdits(family) }, { weight: 3, arbitrary: accessEdits(family) })
    : memberEdits(family);
}

function accessEdits(family: ResourceFamily): fc.Arbitrary<Edit> {
  const exchangeOptions = fc.record({ adoptExisting: fc.boolean(), deleteBeforeReplace: fc.boolean() });
  const index = fc.nat(3);
  return fc.oneof(
    { weight: 6, arbitrary: accessDeclarations() },
    { weight: 4, arbitrary: accessRenames() },
    { weight: 40, arbitrary: randomMoves(ACCESS_NAMES.moderator, MODERATOR_ROSTER_NAMES) },
    { weight: 3, arbitrary: accessName.map(edits.drop) },
    {
      weight: 4,
      arbitrary: fc.tuple(index, member, exchangeOptions).map(spread(accessMoves.exchangeAccess)),
    },
    { weight: 4, arbitrary: fc.tuple(fc.nat(5), fc.nat(3)).map(spread(accessMoves.banMember)) },
    { weight: 1, arbitrary: index.map(accessMoves.banInsteadOfRights) },
    {
      weight: 2,
      arbitrary: fc.tuple(index, memberOrRosterName, roles(family)).map(spread(accessMoves.admitBanned)),
    },
    { weight: 4, arbitrary: fc.tuple(fc.nat(7), options(family)).map(spread(moves.setOptions)) },
    { weight: 1, arbitrary: fc.tuple(accessName, anyName).map(spread(moves.takeMemberIdFrom)) },
    { weight: 1, arbitrary: fc.tuple(accessName, anyName).map(spread(moves.dependOn)) },
    { weight: 1, arbitrary: accessName.map(moves.setDeletedWith) },
  );
}

function accessRenames(): fc.Arbitrary<Edit> {
  const single = fc
    .tuple(fc.constantFrom(...ACCESS_KINDS), fc.nat(2), fc.nat(2), fc.boolean())
    .map(([kind, from, to, adopts]) =>
      edits.rename(accessNameOf(kind, from), accessNameOf(kind, to), adopts),
    );
  const roster = fc.tuple(moderatorRosterName, moderatorRosterName, fc.constant(false));
  return fc.oneof(
    { weight: 3, arbitrary: single },
    { weight: 1, arbitrary: roster.map(spread(edits.rename)) },
  );
}

function accessNameOf(kind: AccessKind, index: number): string {
  const names = ACCESS_NAMES[kind];
  return names[index % names.length]!;
}

function memberEdits(family: ResourceFamily): fc.Arbitrary<Edit> {
  return fc.oneof(
    { weight: 10, arbitrary: memberDeclarations(family) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(memberOrRosterName, fc.nat(5))
        .map(([name, memberIndex]) => edits.changeRole(name, memberIndex, otherRoleIn(family))),
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
    { weight: 3, arbitrary: anyName.map(edits.drop) },
    { weight: 12, arbitrary: randomMoves(MEMBERSHIP_NAMES, ROSTER_NAMES) },
    { weight: 4, arbitrary: fc.tuple(fc.nat(5), options(family)).map(spread(moves.setOptions)) },
    { weight: 1, arbitrary: fc.tuple(memberOrRosterName, anyName).map(spread(moves.takeMemberIdFrom)) },
    { weight: 1, arbitrary: fc.tuple(memberOrRosterName, anyName).map(spread(moves.dependOn)) },
    { weight: 1, arbitrary: memberOrRosterName.map(moves.setDeletedWith) },
  );
}

/** Moves between declarations with one member and rosters. */
function randomMoves(singles: readonly string[], rosterNames: readonly string[]): fc.Arbitrary<Edit> {
  const roster = fc.constantFrom(...rosterNames);
  const singleOrRoster = fc.constantFrom(...singles, ...rosterNames);
  const memberIndex = fc.nat(3);
  const dependsOnIndex = fc.option(fc.nat(3), { freq: 1, nil: undefined });
  const moveOptions = fc.record({ adoptExisting: fc.boolean(), dependsOnIndex });
  const exchangeOptions = fc.record({ adoptExisting: fc.boolean(), deleteBeforeReplace: fc.boolean() });
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fc.nat(5), memberIndex, singleOrRoster, moveOptions).map(spread(moves.moveMember)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.nat(3), member, singleOrRoster, exchangeOptions)
        .map(spread(moves.exchangeMember)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.nat(1), moveOptions)
        .map(([rosterIndex, given]) => moves.splitRoster(rosterIndex, singles, given)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(roster, roster, anyName).map(spread(moves.renameRosterAndDependOn)),
    },
    { weight: 1, arbitrary: fc.constant(moves.renameParent) },
    { weight: 2, arbitrary: fc.tuple(fc.nat(3), roster).map(spread(moves.mergeIntoRoster)) },
    { weight: 2, arbitrary: fc.tuple(fc.nat(1), memberIndex, roster).map(spread(moves.ignoreMember)) },
  );
}

function options({ properties }: ResourceFamily): fc.Arbitrary<ResourceOptions> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PROVIDERS).map((provider) => ({ provider })) },
    { weight: 1, arbitrary: fc.boolean().map((protect) => ({ protect })) },
    { weight: 1, arbitrary: fc.boolean().map((retainOnDelete) => ({ retainOnDelete })) },
    { weight: 1, arbitrary: fc.boolean().map((deleteBeforeReplace) => ({ deleteBeforeReplace })) },
    { weight: 1, arbitrary: fc.constant({ ignoreChanges: [properties.role] }) },
    { weight: 1, arbitrary: fc.constant({ replaceOnChanges: ["*"] }) },
  );
}

/** Random manual changes in the service. */
export function randomManualChanges(family: ResourceFamily): fc.Arbitrary<manualChanges.ManualChange> {
  return family.access ? fc.oneof(memberChanges(family), accessChanges()) : memberChanges(family);
}

function accessChanges(): fc.Arbitrary<manualChanges.ManualChange> {
  const rights = fc.constantFrom("admin" as const, "moderator" as const);
  return fc.oneof(
    { weight: 3, arbitrary: membershipRef.map(manualChanges.ban) },
    { weight: 4, arbitrary: fc.tuple(rights, membershipRef).map(spread(manualChanges.giveRights)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...ACCESS_KINDS), membershipRef)
        .map(spread(manualChanges.removeAccess)),
    },
  );
}

function memberChanges(family: ResourceFamily): fc.Arbitrary<manualChanges.ManualChange> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(membershipRef, roles(family)).map(spread(manualChanges.addMember)) },
    { weight: 3, arbitrary: membershipRef.map(manualChanges.removeMember) },
    {
      weight: 2,
      arbitrary: membershipRef.map((ref) => manualChanges.changeRole(ref, otherRoleIn(family))),
    },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 }).map(manualChanges.deleteParent) },
  );
}

function memberships(family: ResourceFamily): fc.Arbitrary<MembershipDeclaration> {
  return fc.record({
    kind: fc.constant("membership" as const),
    parent,
    member,
    role: roles(family),
    adoptExisting: fc.boolean(),
  });
}

function access(): fc.Arbitrary<AccessDeclaration> {
  return fc
    .record({
      kind: fc.constant("access" as const),
      access: fc.constantFrom(...ACCESS_KINDS),
      parent,
      member,
      adoptExisting: fc.boolean(),
    })
    .map((declaration) =>
      declaration.access === "admin" ? { ...declaration, parent: INSTANCE } : declaration,
    );
}

function rosters(roles: readonly Role[]): fc.Arbitrary<RosterDeclaration> {
  return fc.record({
    kind: fc.constant("roster" as const),
    parent,
    members: fc
      .uniqueArray(fc.tuple(member, fc.constantFrom(...roles)), {
        selector: ([index]) => index,
        maxLength: 4,
      })
      .map((entries) => new Map(entries)),
    exclusive: fc.boolean(),
    ignored: fc.uniqueArray(member, { maxLength: 2 }),
  });
}

function parents({ allowsChosenIds }: ResourceFamily): fc.Arbitrary<ParentDeclaration> {
  return fc.record({
    kind: fc.constant("parent" as const),
    resourceName: fc.constantFrom(
      DECLARED_PARENT,
      DECLARED_PARENT,
      DECLARED_PARENT,
      DECLARED_PARENT_NAMES[1],
    ),
    name: fc.constantFrom("Launch", "Landing"),
    chosenId: allowsChosenIds ? fc.constantFrom(undefined, "hq") : fc.constant(undefined),
  });
}

function roles(family: ResourceFamily): fc.Arbitrary<Role> {
  return fc.constantFrom(...family.roles);
}

function otherRoleIn({ roles: [first, second] }: ResourceFamily): (role: Role) => Role {
  return (role) => (role === first ? second : first);
}

function spread<Args extends unknown[], Result>(make: (...args: Args) => Result): (args: Args) => Result {
  return (args) => make(...args);
}
