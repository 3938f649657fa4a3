import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { deploy, managedBy, type Declared } from "./deployment";
import { Parent } from "./parent";
import { everySchedule } from "./schedule";

const PEOPLE = ["ada", "ben"];

/** Of how many configurations one is tried: of each, but for a sample. */
const EVERY = Number(process.env["PULUMI_CHIME_TEST_INTERLEAVINGS"] ?? 1);

/** What is deployed first, and what after it. */
interface Configuration {
  readonly before: readonly Declared[];
  readonly after: readonly Declared[];
  readonly adopts: boolean;
  readonly continuesOnError: boolean;
  readonly refused: ReadonlySet<string>;
}

describe("Whatever order the steps of two programs' resources take", function () {
  this.timeout(120_000);

  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("nobody who is declared is removed, nobody who is dropped is forgotten, and a second update changes nothing", async () => {
    let schedules = 0;
    const all = configurations().filter((_, index) => index % EVERY === 0);
    for (const configuration of all) {
      schedules += await everySchedule((schedule) =>
        holds(configuration, folder, (name) => schedule.turn(name)),
      );
    }
    console.log(`      ${all.length} configurations, ${schedules} interleavings`);
    assert.ok(schedules > all.length);
  });
});

async function holds(
  { before, after, adopts, continuesOnError, refused }: Configuration,
  folder: string,
  turn: (name: string) => Promise<void>,
): Promise<void> {
  const parent = new Parent(() => Promise.resolve(), new Set());
  const atOnce = { parent, folder, adopts: true, continuesOnError: false, turn: () => Promise.resolve() };
  // The same member can be in the state twice, as after an import: the second adopts.
  const first = await deploy([], before, atOnce);
  assert.deepEqual(first.errors, []);
  const second = new Parent(turn, refused);
  for (const [memberId, role] of parent.members) second.members.set(memberId, role);
  const outcome = await deploy(first.state, after, {
    parent: second,
    folder,
    turn,
    adopts,
    continuesOnError,
  });

  const declared = new Set(after.flatMap(({ members }) => members));
  // Whose ids the program knows late may be removed, and are added again in the same update.
  const late = new Set(after.filter(({ isLate }) => isLate).flatMap(({ members }) => members));
  const told = (): string =>
    JSON.stringify({
      before,
      after,
      adopts,
      continuesOnError,
      errors: outcome.errors.map(String),
      state: outcome.state,
    });
  for (const memberId of second.removed)
    assert.ok(!declared.has(memberId) || late.has(memberId), `${memberId} was removed: ${told()}`);
  const managed = new Set(outcome.state.flatMap(managedBy));
  for (const memberId of second.members.keys())
    assert.ok(managed.has(memberId), `${memberId} is forgotten: ${told()}`);
  if (outcome.errors.length > 0) return;
  assert.deepEqual([...second.members.keys()].sort(), [...declared].sort(), told());

  const third = new Parent(() => Promise.resolve(), new Set());
  for (const [memberId, role] of second.members) third.members.set(memberId, role);
  const again = await deploy(outcome.state, after, { ...atOnce, parent: third, adopts });
  assert.deepEqual([again.errors, again.changes, third.writes], [[], 0, 0], told());
}

/** Every pair of programs of up to two resources (and three in the second), in one process and two. */
function configurations(): Configuration[] {
  const resources = (process: number, suffix: string): Declared[] => [
    ...PEOPLE.map((member): Declared => ({
      name: `${member}${suffix}`,
      kind: "membership",
      members: [member],
      process,
    })),
    ...[["ada"], ["ben"], PEOPLE].map((members): Declared => ({
      name: `roster${suffix}`,
      kind: "roster",
      members,
      process,
    })),
  ];
  const befores = subsets(resources(0, ""), 2).filter(hasUniqueNames);
  const late = resources(0, "2").map((one): Declared => ({ ...one, isLate: true }));
  const afters = [
    ...subsets([...resources(0, ""), ...resources(0, "2")], 2),
    ...subsets([...resources(1, "3"), ...resources(0, "")], 2),
    ...subsets([...late, ...resources(0, "")], 2).filter((program) => program.some(({ isLate }) => isLate)),
  ].filter(isSound);
  const nobody = new Set<string>();
  // How a step can fail: not at all, because somebody is in already, or because the service refuses.
  const ways = [
    { adopts: true, continuesOnError: false, refused: nobody },
    { adopts: false, continuesOnError: true, refused: nobody },
    { adopts: true, continuesOnError: true, refused: new Set(["ben"]) },
    { adopts: false, continuesOnError: false, refused: new Set(["ben"]) },
  ];
  return befores.flatMap((before) =>
    afters.flatMap((after) => ways.map((way) => ({ before, after, ...way }))),
  );
}

// A program refuses two resources of one name, or of one member.
function isSound(program: readonly Declared[]): boolean {
  const members = program.flatMap((one) => one.members);
  return hasUniqueNames(program) && new Set(members).size === members.length;
}

function hasUniqueNames(program: readonly Declared[]): boolean {
  return new Set(program.map(({ name }) => name)).size === program.length;
}

function subsets<T>(all: readonly T[], most: number): T[][] {
  if (most === 0) return [[]];
  const pairs = all.flatMap((one, index) =>
    subsets(all.slice(index + 1), most - 1).map((rest) => [one, ...rest]),
  );
  return [[], ...pairs];
}
