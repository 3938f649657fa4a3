import assert from "node:assert/strict";

import fc from "fast-check";

import type { FoundMember, NewMember } from "../../../provider/aws/memberships/members";
import { Snapshot } from "../../../provider/aws/memberships/snapshots";
import type { Roster } from "../../../provider/schema/rosters/rosterState";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";
import { planRoster, type PlanInput, type RosterPlan } from "../../../provider/reconcile/roster/rosterPlan";

type Roles = Record<string, string>;
type RoomPlanInput = PlanInput<{ accountId: string; roomId: string }>;

/** The members in a state, in a program and in a room: the same few people. */
interface Scenario {
  /** The members of the room. */
  roomMembers: Roles;
  /** The members that the roster manages, all in the room with the role that the state has. */
  priorMembers: string[];
  /** The members that the roster dropped earlier, and keeps until another entry owns them. */
  transferring: string[];
  /** The members that another entry owns, or that another roster ignores. */
  keptElsewhere: string[];
  /** The members that another resource declares and does not own yet. */
  desiredElsewhere: string[];
  desired: Roster;
}

const arbitraryMember = fc.constantFrom("ana", "ben", "cem", "dua", "eva", "constructor");
const arbitraryRole = fc.constantFrom("Member", "Administrator");
const arbitraryRoles = fc.dictionary(arbitraryMember, arbitraryRole, { noNullPrototype: true });
const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    roomMembers: arbitraryRoles,
    members: arbitraryRoles,
    priorMembers: fc.uniqueArray(arbitraryMember),
    transferring: fc.uniqueArray(arbitraryMember),
    elsewhere: fc.dictionary(arbitraryMember, fc.constantFrom("kept", "desired"), { noNullPrototype: true }),
    exclusive: fc.boolean(),
    ignored: fc.uniqueArray(arbitraryMember),
  })
  .map(({ roomMembers, members, priorMembers, transferring, elsewhere, exclusive, ignored }) => ({
    roomMembers,
    priorMembers: priorMembers.filter((memberId) => Object.hasOwn(roomMembers, memberId)),
    transferring: transferring.filter(
      (memberId) => Object.hasOwn(roomMembers, memberId) && !priorMembers.includes(memberId),
    ),
    // This package refuses two resources that declare the same member.
    keptElsewhere: idsWith(elsewhere, "kept").filter((memberId) => !Object.hasOwn(members, memberId)),
    desiredElsewhere: idsWith(elsewhere, "desired").filter((memberId) => !Object.hasOwn(members, memberId)),
    desired: {
      members,
      ...(exclusive ? { exclusive } : {}),
      ignoreMembers: ignored.filter((memberId) => !Object.hasOwn(members, memberId)),
    },
  }));

function idsWith(values: Record<string, string>, value: string): string[] {
  return Object.keys(values).filter((memberId) => values[memberId] === value);
}

function planInputOf({
  roomMembers,
  priorMembers,
  transferring,
  keptElsewhere,
  desiredElsewhere,
  desired,
}: Scenario): RoomPlanInput {
  const found = Object.entries(roomMembers).map(([memberId, role]): [string, FoundMember] => [
    memberId,
    { role, attributes: { memberType: "User" } },
  ]);
  const rolesOf = (memberIds: readonly string[]): Roles =>
    Object.fromEntries(memberIds.map((memberId) => [memberId, roomMembers[memberId]!]));
  return {
    schema: ROOM_MEMBERSHIP_SCHEMA,
    parent: { accountId: "account", roomId: "room" },
    priorMembers: rolesOf(priorMembers),
    transferring: rolesOf(transferring),
    desired,
    snapshot: new Snapshot(new Map(found), 0),
    elsewhere: (memberId) => {
      if (keptElsewhere.includes(memberId)) return "kept";
      return desiredElsewhere.includes(memberId) ? "desired" : undefined;
    },
  };
}

function planOf(scenario: Scenario): RosterPlan {
  return planRoster(planInputOf(scenario));
}

/** The members of the room after each step of the plan. */
function roomAfterEachStep(scenario: Scenario): Roles[] {
  const { add, promote, demote, remove } = planOf(scenario);
  const room = new Map(Object.entries(scenario.roomMembers));
  const setRole = ({ memberId, role }: NewMember): unknown => room.set(memberId, role);
  const steps = [
    // One batch adds all members.
    () => add.map(setRole),
    ...[...promote, ...demote].map((member) => () => setRole(member)),
    ...remove.map((memberId) => () => room.delete(memberId)),
  ];
  return steps.map((step) => {
    step();
    return Object.fromEntries(room);
  });
}

/** The members of the room after the plan. */
function expected({
  roomMembers,
  priorMembers,
  transferring,
  keptElsewhere,
  desiredElsewhere,
  desired,
}: Scenario): Roles {
  const leftAlone = new Set([...desired.ignoreMembers!, ...keptElsewhere, ...desiredElsewhere]);
  const stays = (memberId: string): boolean =>
    leftAlone.has(memberId) ||
    (desired.exclusive !== true && ![...priorMembers, ...transferring].includes(memberId));
  const others = Object.entries(roomMembers).filter(([memberId]) => stays(memberId));
  return Object.fromEntries([...others, ...Object.entries(desired.members)]);
}

describe("planRoster, for any state, program and room,", () => {
  it("makes the room match the roster, and changes no other member", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const after = roomAfterEachStep(scenario).at(-1)!;
        assert.deepEqual(sorted(after), sorted(expected(scenario)));
      }),
    );
  });

  it("returns an empty plan after the plan was applied", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const roomMembers = roomAfterEachStep(scenario).at(-1)!;
        const { transfer } = planOf(scenario);
        const applied = {
          ...scenario,
          roomMembers,
          priorMembers: Object.keys(scenario.desired.members),
          transferring: transfer,
        };
        const noChanges = { add: [], promote: [], demote: [], remove: [] };
        assert.deepEqual(planOf(applied), { ...noChanges, transfer });
      }),
    );
  });

  it("does not depend on the order of the members", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const inReverse = {
          roomMembers: reversed(scenario.roomMembers),
          priorMembers: [...scenario.priorMembers].reverse(),
          transferring: [...scenario.transferring].reverse(),
          keptElsewhere: [...scenario.keptElsewhere].reverse(),
          desiredElsewhere: [...scenario.desiredElsewhere].reverse(),
          desired: {
            ...scenario.desired,
            members: reversed(scenario.desired.members),
            ignoreMembers: [...scenario.desired.ignoreMembers!].reverse(),
          },
        };
        assert.deepEqual(unordered(planOf(inReverse)), unordered(planOf(scenario)));
      }),
    );
  });

  it("names each member once, and removes administrators last", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { add, promote, demote, remove, transfer } = planOf(scenario);
        const changed = [...add, ...promote, ...demote].map(({ memberId }) => memberId);
        const all = [...changed, ...remove, ...transfer];
        assert.equal(new Set(all).size, all.length);
        const roles = remove.map((memberId) => scenario.roomMembers[memberId]);
        assert.deepEqual(roles, [...roles].sort().reverse());
      }),
    );
  });

  it("transfers exactly the dropped members that another resource declares and does not own yet", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const dropped = [...scenario.priorMembers, ...scenario.transferring].filter(
          (memberId) =>
            !Object.hasOwn(scenario.desired.members, memberId) &&
            !scenario.desired.ignoreMembers!.includes(memberId),
        );
        const { transfer } = planOf(scenario);
        assert.deepEqual(
          [...transfer].sort(),
          dropped.filter((id) => scenario.desiredElsewhere.includes(id)).sort(),
        );
      }),
    );
  });

  it("keeps an administrator in the room after each step if there is one before and after", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        fc.pre(hasAdministrator(scenario.roomMembers) && hasAdministrator(expected(scenario)));
        for (const room of roomAfterEachStep(scenario)) assert.ok(hasAdministrator(room));
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
