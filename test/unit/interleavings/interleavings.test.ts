import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { deploy, managedBy, type Declared } from "./deployment";
import { ScheduledRoom } from "./scheduledRoom";
import { everySchedule } from "./schedule";

const MEMBERS = ["ada", "ben"];

/** Only every n-th configuration is tested. Default: all. */
const SAMPLE_INTERVAL = Number(process.env["PULUMI_CHIME_TEST_INTERLEAVINGS"] ?? 1);

/** Two programs that are deployed one after the other, and the conditions of the second deployment. */
interface Configuration {
  readonly before: readonly Declared[];
  readonly after: readonly Declared[];
  readonly adoptExisting: boolean;
  readonly continueOnError: boolean;
  /** The members that the service refuses to add. */
  readonly refused: ReadonlySet<string>;
}

describe("In every interleaving of a deployment's steps,", function () {
  this.timeout(120_000);

  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("no declared member is removed, no dropped member is forgotten, and a repeated update changes nothing", async () => {
    let schedules = 0;
    const all = configurations().filter((_, index) => index % SAMPLE_INTERVAL === 0);
    for (const configuration of all) {
      schedules += await everySchedule((schedule) =>
        assertInvariants(configuration, folder, (name) => schedule.turn(name)),
      );
    }
    console.log(`      ${all.length} configurations, ${schedules} interleavings`);
    assert.ok(schedules > all.length);
  });
});

async function assertInvariants(
  { before, after, adoptExisting, continueOnError, refused }: Configuration,
  folder: string,
  turn: (name: string) => Promise<void>,
): Promise<void> {
  const firstRoom = unscheduledRoom();
  const unscheduled = { room: firstRoom, folder, adoptExisting: true, continueOnError: false, turn: noWait };
  // With adoptExisting, because the same member can be in the state twice, as after an import.
  const first = await deploy([], before, unscheduled);
  assert.deepEqual(first.errors, []);
  const room = withMembersOf(firstRoom, new ScheduledRoom(turn, refused));
  const outcome = await deploy(first.state, after, {
    room,
    folder,
    turn,
    adoptExisting,
    continueOnError,
  });

  const declared = new Set(after.flatMap(({ members }) => members));
  // A member whose id is unknown until the registration may be removed, and is added again in the same update.
  const unknownAtStart = new Set(
    after.filter(({ hasUnknownIds }) => hasUnknownIds).flatMap(({ members }) => members),
  );
  const details = (): string =>
    JSON.stringify({
      before,
      after,
      adoptExisting,
      continueOnError,
      errors: outcome.errors.map(String),
      state: outcome.state,
    });
  for (const memberId of room.removed)
    assert.ok(
      !declared.has(memberId) || unknownAtStart.has(memberId),
      `${memberId} was removed: ${details()}`,
    );
  const managed = new Set(outcome.state.flatMap(managedBy));
  for (const memberId of room.members.keys())
    assert.ok(managed.has(memberId), `${memberId} is forgotten: ${details()}`);
  if (outcome.errors.length > 0) return;
  assert.deepEqual([...room.members.keys()].sort(), [...declared].sort(), details());

  const roomAfterwards = withMembersOf(room, unscheduledRoom());
  const repeated = await deploy(outcome.state, after, {
    ...unscheduled,
    room: roomAfterwards,
    adoptExisting,
  });
  assert.deepEqual([repeated.errors, repeated.changes, roomAfterwards.writes], [[], 0, 0], details());
}

const noWait = (): Promise<void> => Promise.resolve();

function unscheduledRoom(): ScheduledRoom {
  return new ScheduledRoom(noWait, new Set());
}

function withMembersOf(source: ScheduledRoom, target: ScheduledRoom): ScheduledRoom {
  for (const [memberId, role] of source.members) target.members.set(memberId, role);
  return target;
}

/** Every pair of programs of up to two resources each, in one plugin process and in two. */
function configurations(): Configuration[] {
  const resources = (process: number, suffix: string): Declared[] => [
    ...MEMBERS.map((member): Declared => ({
      name: `${member}${suffix}`,
      kind: "membership",
      members: [member],
      process,
    })),
    ...[["ada"], ["ben"], MEMBERS].map((members): Declared => ({
      name: `roster${suffix}`,
      kind: "roster",
      members,
      process,
    })),
  ];
  const firstPrograms = subsets(resources(0, ""), 2).filter(hasUniqueNames);
  const withUnknownIds = resources(0, "2").map((one): Declared => ({ ...one, hasUnknownIds: true }));
  const secondPrograms = [
    ...subsets([...resources(0, ""), ...resources(0, "2")], 2),
    ...subsets([...resources(1, "3"), ...resources(0, "")], 2),
    ...subsets([...withUnknownIds, ...resources(0, "")], 2).filter((program) =>
      program.some(({ hasUnknownIds }) => hasUnknownIds),
    ),
  ].filter(isValidProgram);
  const noMembers = new Set<string>();
  // A step can succeed, fail because the member exists, or be refused by the service.
  const conditions = [
    { adoptExisting: true, continueOnError: false, refused: noMembers },
    { adoptExisting: false, continueOnError: true, refused: noMembers },
    { adoptExisting: true, continueOnError: true, refused: new Set(["ben"]) },
    { adoptExisting: false, continueOnError: false, refused: new Set(["ben"]) },
  ];
  return firstPrograms.flatMap((before) =>
    secondPrograms.flatMap((after) => conditions.map((condition) => ({ before, after, ...condition }))),
  );
}

// Pulumi refuses two resources with the same name, and this package refuses two with the same member.
function isValidProgram(program: readonly Declared[]): boolean {
  const members = program.flatMap((one) => one.members);
  return hasUniqueNames(program) && new Set(members).size === members.length;
}

function hasUniqueNames(program: readonly Declared[]): boolean {
  return new Set(program.map(({ name }) => name)).size === program.length;
}

function subsets<T>(all: readonly T[], maxSize: number): T[][] {
  if (maxSize === 0) return [[]];
  const nonEmpty = all.flatMap((one, index) =>
    subsets(all.slice(index + 1), maxSize - 1).map((rest) => [one, ...rest]),
  );
  return [[], ...nonEmpty];
}
