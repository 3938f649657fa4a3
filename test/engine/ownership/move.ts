import assert from "node:assert/strict";

import type { FaultRule } from "../../../emulator";
import type { Container, Service } from "./container";
import type { Declared, Options } from "./program";
import { expectEnd, expectNamed, Stage, type Declaring, type Run } from "./stage";

/** A program that becomes another one. */
export interface Move {
  title: string;
  /** Of rooms, where it does not say channels. */
  service?: Service;
  before: (container: Container) => Declaring;
  after: (container: Container) => Declaring;
  /** Who is in the place already, by hand. */
  strangers?: string[];
  /** What goes wrong in the update to `after`. */
  faults?: (container: Container) => FaultRule[];
  flags?: string[];
  env?: Record<string, string>;
  /** Whether the update to `after` succeeds; left out where it may or may not. */
  ends?: "well" | "with an error";
  /** What that update prints. */
  says?: RegExp[];
  /** Who is in the place, and never out, and in the state. */
  stay: string[];
  /** Who is in the place, and never out, and not in the state in the end. */
  stayUnmanaged?: string[];
  /** Who is removed: nobody else is, and the preview says so. */
  go?: string[];
  /** A program with which all is well after an error; `true` for `after`, where the reason has passed. */
  remedy?: true | ((container: Container) => Declaring);
  /** Whom `remedy` removes. */
  goOnceMended?: string[];
}

/** Makes a test of each move. All of them share a stage, which is opened and closed here. */
export function testMoves(moves: readonly Move[]): void {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  for (const move of moves) {
    it(move.title, () => carryOut(stage, move));
  }
}

async function carryOut(stage: Stage, move: Move): Promise<void> {
  const container = await stage.begin(move.service ?? "rooms");
  const { strangers = [], flags = [], env = {} } = move;
  container.add(...strangers);
  await stage.given(move.before(container));
  const program = move.after(container);
  await expectPreviewed(stage, container, program, move.go);

  for (const rule of move.faults?.(container) ?? []) stage.chime.faults.inject(rule);
  const run = await stage.up(program, { flags, env });
  stage.chime.faults.clear();
  await stage.expectStayed(container, run, move.stay);
  expectEnding(run, move);
  if (!run.ok) return mend(stage, container, move, program);
  assert.deepEqual(container.removedBy(run.calls), [...(move.go ?? [])].sort());
  expectLeft(container, await stage.held(container), move);
  await stage.expectConverged(program, { env });
}

function expectEnding(run: Run, { ends, says = [] }: Move): void {
  if (ends !== undefined) expectEnd(run, ends === "well", ...says);
}

/** After an error: the remedy, where the move has one, removes whom it is to remove, and nobody else. */
async function mend(stage: Stage, container: Container, move: Move, after: Declaring): Promise<void> {
  if (move.remedy === undefined) return;
  const remedy = move.remedy === true ? after : move.remedy(container);
  const go = [...(move.goOnceMended ?? [])].sort();
  await expectPreviewed(stage, container, remedy, go);
  const run = await stage.given(remedy);
  await stage.expectStayed(
    container,
    run,
    move.stay.filter((name) => !go.includes(name)),
  );
  assert.deepEqual(container.removedBy(run.calls), go);
  expectLeft(container, await stage.held(container), { ...move, go: [...(move.go ?? []), ...go] });
  await stage.expectConverged(remedy);
}

/** A preview names those whom the update removes. It takes seconds, so nothing is previewed where that is nobody. */
async function expectPreviewed(
  stage: Stage,
  container: Container,
  program: Declaring,
  go: readonly string[] = [],
): Promise<void> {
  if (go.length > 0) expectNamed(container, await stage.preview(program), go);
}

/** What is so of those who have left the state: some are out, and some are in, as they were. */
function expectLeft(
  container: Container,
  held: readonly string[],
  { go = [], stayUnmanaged = [] }: Move,
): void {
  const members = container.members();
  const found = {
    held: held.filter((name) => [...go, ...stayUnmanaged].includes(name)),
    in: members.filter((name) => go.includes(name)),
    out: stayUnmanaged.filter((name) => !members.includes(name)),
  };
  assert.deepEqual(found, { held: [], in: [], out: [] });
}

/** Memberships that adopt. */
export const adopting = (
  container: Container,
  names: readonly string[],
  options: Options & { role?: "senior" } = {},
): Declared[] => {
  const { role, ...rest } = options;
  return names.map((name) =>
    container.membership(name, { adoptExisting: true, ...(role ? { role } : {}) }, rest),
  );
};
export const plain = (container: Container, names: readonly string[], options: Options = {}): Declared[] =>
  names.map((name) => container.membership(name, {}, options));
