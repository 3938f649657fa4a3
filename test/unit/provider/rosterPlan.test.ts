import assert from "node:assert/strict";

import fc from "fast-check";

import type { FoundMember } from "../../../provider/aws/memberships/members";
import { Snapshot } from "../../../provider/aws/memberships/snapshots";
import type { Roster } from "../../../provider/schema/rosters/rosterState";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";
import { planRoster, type PlanInput, type RosterPlan } from "../../../provider/reconcile/roster/rosterPlan";

type Roles = Record<string, string>;
type Facts = PlanInput<{ accountId: string; roomId: string }>;

/** What a state, a program and a service may have of the same few people. */
interface Case {
  /** Who is in the room. */
  there: Roles;
  /** Whom the roster manages: those of them are there, with the role that the state has. */
  held: string[];
  /** Whom the roster dropped before, and keeps until another entry has them. */
  transferring: string[];
  /** Whom another entry has, or a roster ignores. */
  kept: string[];
  /** Whom another resource declares that has not created them. */
  desired: string[];
  wanted: Roster;
}

const aMember = fc.constantFrom("ana", "ben", "cem", "dua", "eva", "constructor");
const aRole = fc.constantFrom("Member", "Administrator");
const roles = fc.dictionary(aMember, aRole, { noNullPrototype: true });
const cases: fc.Arbitrary<Case> = fc
  .record({
    there: roles,
    members: roles,
    held: fc.uniqueArray(aMember),
    transferring: fc.uniqueArray(aMember),
    elsewhere: fc.dictionary(aMember, fc.constantFrom("kept", "desired"), { noNullPrototype: true }),
    exclusive: fc.boolean(),
    ignored: fc.uniqueArray(aMember),
  })
  .map(({ there, members, held, transferring, elsewhere, exclusive, ignored }) => ({
    there,
    held: held.filter((memberId) => Object.hasOwn(there, memberId)),
    transferring: transferring.filter(
      (memberId) => Object.hasOwn(there, memberId) && !held.includes(memberId),
    ),
    // The program refuses two resources that declare the same member.
    kept: namesOf(elsewhere, "kept").filter((memberId) => !Object.hasOwn(members, memberId)),
    desired: namesOf(elsewhere, "desired").filter((memberId) => !Object.hasOwn(members, memberId)),
    wanted: {
      members,
      ...(exclusive ? { exclusive } : {}),
      ignoreMembers: ignored.filter((memberId) => !Object.hasOwn(members, memberId)),
    },
  }));

function namesOf(roles: Roles, role: string): string[] {
  return Object.keys(roles).filter((memberId) => roles[memberId] === role);
}

function factsOf({ there, held, transferring, kept, desired, wanted }: Case): Facts {
  const found = Object.entries(there).map(([memberId, role]): [string, FoundMember] => [
    memberId,
    { role, attributes: { memberType: "User" } },
  ]);
  const rolesOf = (memberIds: readonly string[]): Roles =>
    Object.fromEntries(memberIds.map((memberId) => [memberId, there[memberId]!]));
  return {
    schema: ROOM_MEMBERSHIP_SCHEMA,
    parent: { accountId: "account", roomId: "room" },
    priorMembers: rolesOf(held),
    transferring: rolesOf(transferring),
    desired: wanted,
    snapshot: new Snapshot(new Map(found), 0),
    elsewhere: (memberId) => {
      if (kept.includes(memberId)) return "kept";
      return desired.includes(memberId) ? "desired" : undefined;
    },
  };
}

/** Who is in the room after each step of a plan. */
function steps(there: Roles, { add, promote, demote, remove }: RosterPlan): Roles[] {
  const room = new Map(Object.entries(there));
  const added = add.map(
    ({ memberId, role }) =>
      () =>
        room.set(memberId, role),
  );
  const changed = [...promote, ...demote].map(
    ({ memberId, role }) =>
      () =>
        room.set(memberId, role),
  );
  const removed = remove.map((memberId) => () => room.delete(memberId));
  // A batch adds at once.
  const turns = [() => added.map((step) => step()), ...changed, ...removed];
  return turns.map((step) => {
    step();
    return Object.fromEntries(room);
  });
}

function expected({ there, held, transferring, kept, desired, wanted }: Case): Roles {
  const spared = new Set([...wanted.ignoreMembers!, ...kept, ...desired]);
  const stays = (memberId: string): boolean =>
    spared.has(memberId) || (wanted.exclusive !== true && ![...held, ...transferring].includes(memberId));
  const others = Object.entries(there).filter(([memberId]) => stays(memberId));
  // What somebody else gave a member whom the state does not show as changed is for a refresh to find.
  return Object.fromEntries([...others, ...Object.entries(wanted.members)]);
}

describe("The plan of a roster, whatever the state, the program and the room hold,", () => {
  it("brings the room to what is wanted, and touches nobody else", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const after = steps(one.there, planRoster(factsOf(one))).at(-1)!;
        assert.deepEqual(sorted(after), sorted(expected(one)));
      }),
    );
  });

  it("is empty once it is carried out", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const there = steps(one.there, planRoster(factsOf(one))).at(-1)!;
        const { transfer } = planRoster(factsOf(one));
        const done = { ...one, there, held: Object.keys(one.wanted.members), transferring: transfer };
        const nothing = { add: [], promote: [], demote: [], remove: [] };
        assert.deepEqual(planRoster(factsOf(done)), { ...nothing, transfer });
      }),
    );
  });

  it("is the same, whatever order people are named in", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const turned = {
          there: reversed(one.there),
          held: [...one.held].reverse(),
          transferring: [...one.transferring].reverse(),
          kept: [...one.kept].reverse(),
          desired: [...one.desired].reverse(),
          wanted: {
            ...one.wanted,
            members: reversed(one.wanted.members),
            ignoreMembers: [...one.wanted.ignoreMembers!].reverse(),
          },
        };
        assert.deepEqual(unordered(planRoster(factsOf(turned))), unordered(planRoster(factsOf(one))));
      }),
    );
  });

  it("names each member once, and in removals those first who are no administrators", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { add, promote, demote, remove, transfer } = planRoster(factsOf(one));
        const changed = [...add, ...promote, ...demote].map(({ memberId }) => memberId);
        const all = [...changed, ...remove, ...transfer];
        assert.equal(new Set(all).size, all.length);
        const roles = remove.map((memberId) => one.there[memberId]);
        assert.deepEqual(roles, [...roles].sort().reverse());
      }),
    );
  });

  it("keeps of those it drops, and of nobody else, whom another resource declares that has not created them", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const dropped = [...one.held, ...one.transferring].filter(
          (memberId) =>
            !Object.hasOwn(one.wanted.members, memberId) && !one.wanted.ignoreMembers!.includes(memberId),
        );
        const { transfer } = planRoster(factsOf(one));
        assert.deepEqual([...transfer].sort(), dropped.filter((id) => one.desired.includes(id)).sort());
      }),
    );
  });

  it("never leaves a room without an administrator on the way that has one before and after", () => {
    fc.assert(
      fc.property(cases, (one) => {
        fc.pre(hasAdministrator(one.there) && hasAdministrator(expected(one)));
        for (const room of steps(one.there, planRoster(factsOf(one)))) assert.ok(hasAdministrator(room));
      }),
    );
  });
});

function hasAdministrator(room: Roles): boolean {
  return Object.values(room).includes("Administrator");
}

function sorted(room: Roles): [string, string][] {
  return Object.entries(room).sort(([one], [other]) => (one < other ? -1 : 1));
}

function reversed(room: Roles): Roles {
  return Object.fromEntries(Object.entries(room).reverse());
}

function unordered(plan: RosterPlan): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(plan).map(([step, members]) => [
      step,
      (members as (string | { memberId: string; role: string })[])
        .map((member) => (typeof member === "string" ? member : `${member.memberId} ${member.role}`))
        .sort(),
    ]),
  );
}
