import assert from "node:assert/strict";

import type { FaultRule } from "../../../emulator";
import type { Container, Service } from "./container";
import { expectEnd, expectNamed, Stage, type Declaring } from "./stage";

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
  const { stay, stayUnmanaged = [], go = [], flags = [], env = {} } = move;
  container.add(...(move.strangers ?? []));
  await stage.given(move.before(container));
  const program = move.after(container);
  if (go.length > 0) expectNamed(container, await stage.preview(program, { env }), go);

  for (const rule of move.faults?.(container) ?? []) stage.chime.faults.inject(rule);
  const run = await stage.up(program, { flags, env });
  await stage.expectStayed(container, run, stay);
  if (move.ends !== undefined) expectEnd(run, move.ends === "well");
  for (const text of move.says ?? []) assert.match(run.printed, text);
  stage.chime.faults.clear();
  if (run.ok) {
    await expectEnded(stage, container, move);
    await stage.expectConverged(program, { env });
    assert.deepEqual(container.removedBy(run.calls), [...go].sort());
  } else if (move.remedy) {
    const remedy = move.remedy === true ? program : move.remedy(container);
    const goneThen = move.goOnceMended ?? [];
    const mended = await stage.given(remedy);
    await stage.expectStayed(container, mended, stay);
    await expectEnded(stage, container, { ...move, go: [...go, ...goneThen] });
    assert.deepEqual(container.removedBy(mended.calls), goneThen);
    await stage.expectConverged(remedy);
  }
  const missing = stayUnmanaged.filter((name) => !container.members().includes(name));
  assert.deepEqual(missing, [], "who was to be left alone is out");
}

/** What is so after an update that succeeded. */
async function expectEnded(stage: Stage, container: Container, move: Move): Promise<void> {
  const held = await stage.held(container);
  const gone = [...(move.go ?? []), ...(move.stayUnmanaged ?? [])];
  assert.deepEqual(
    held.filter((name) => gone.includes(name)),
    [],
    "the state goes on to have who has left it",
  );
  assert.deepEqual(
    container.members().filter((name) => (move.go ?? []).includes(name)),
    [],
    "who was to go is in",
  );
}
