import assert from "node:assert/strict";

import type { FaultRule } from "../../../emulator";
import type { Container, Service } from "./container";
import type { Declared, Options } from "./program";
import { expectOutcome, expectPreviewNames, OwnershipFixture, type Declaration, type Run } from "./fixture";

/** A program that changes. */
export interface Move {
  title: string;
  /** Default: rooms. */
  service?: Service;
  before: (container: Container) => Declaration;
  after: (container: Container) => Declaration;
  /** Members who were added outside Pulumi before. */
  unmanaged?: string[];
  /** Faults during the update to `after`. */
  faults?: (container: Container) => FaultRule[];
  flags?: string[];
  env?: Record<string, string>;
  /** The outcome of the update to `after`. Left out if both are allowed. */
  outcome?: "success" | "failure";
  /** The messages of that update. */
  messages?: RegExp[];
  /** Members who are never removed, and are in the state. */
  retained: string[];
  /** Members who are never removed, and are not in the state afterwards. */
  unmanagedAfterwards?: string[];
  /** Members whom the update removes. The preview names them. Nobody else is removed. */
  removed?: string[];
  /** A program that succeeds after a failure. `true` stands for `after`, without the faults. */
  fix?: true | ((container: Container) => Declaration);
  /** Members whom `fix` removes. */
  removedByFix?: string[];
}

/** Defines a test for each move. They share a fixture. */
export function testMoves(moves: readonly Move[]): void {
  let fixture: OwnershipFixture;
  before(async () => {
    fixture = await OwnershipFixture.open();
  });
  after(() => fixture.close());

  for (const move of moves) {
    it(move.title, () => runMove(fixture, move));
  }
}

async function runMove(fixture: OwnershipFixture, move: Move): Promise<void> {
  const container = await fixture.reset(move.service ?? "rooms");
  const { unmanaged = [], flags = [], env = {} } = move;
  container.add(...unmanaged);
  await fixture.deploy(move.before(container));
  const program = move.after(container);
  await expectPreviewOfRemovals(fixture, container, program, move.removed);

  for (const rule of move.faults?.(container) ?? []) fixture.chime.faults.inject(rule);
  const run = await fixture.up(program, { flags, env });
  fixture.chime.faults.clear();
  await fixture.expectRetained(container, run, move.retained);
  expectMoveOutcome(run, move);
  if (!run.ok) return applyFix(fixture, container, move, program);
  assert.deepEqual(container.removedBy(run.calls), [...(move.removed ?? [])].sort());
  expectOthers(container, await fixture.membersInState(container), move);
  await fixture.expectConverged(program, { env });
}

function expectMoveOutcome(run: Run, { outcome, messages = [] }: Move): void {
  if (outcome !== undefined) expectOutcome(run, outcome === "success", ...messages);
}

/** After a failure, the fix (if the move has one) removes only the members that it should remove. */
async function applyFix(
  fixture: OwnershipFixture,
  container: Container,
  move: Move,
  after: Declaration,
): Promise<void> {
  if (move.fix === undefined) return;
  const fix = move.fix === true ? after : move.fix(container);
  const removed = [...(move.removedByFix ?? [])].sort();
  await expectPreviewOfRemovals(fixture, container, fix, removed);
  const run = await fixture.deploy(fix);
  await fixture.expectRetained(
    container,
    run,
    move.retained.filter((name) => !removed.includes(name)),
  );
  assert.deepEqual(container.removedBy(run.calls), removed);
  expectOthers(container, await fixture.membersInState(container), {
    ...move,
    removed: [...(move.removed ?? []), ...removed],
  });
  await fixture.expectConverged(fix);
}

/** Asserts that a preview names the members that the update removes. Skipped if there are none, because it takes seconds. */
async function expectPreviewOfRemovals(
  fixture: OwnershipFixture,
  container: Container,
  program: Declaration,
  removed: readonly string[] = [],
): Promise<void> {
  if (removed.length > 0) expectPreviewNames(container, await fixture.preview(program), removed);
}

/** Asserts that removed members are gone, that unmanaged members remain, and that neither is in the state. */
function expectOthers(
  container: Container,
  inState: readonly string[],
  { removed = [], unmanagedAfterwards = [] }: Move,
): void {
  const members = container.members();
  const found = {
    inState: inState.filter((name) => [...removed, ...unmanagedAfterwards].includes(name)),
    notRemoved: members.filter((name) => removed.includes(name)),
    missing: unmanagedAfterwards.filter((name) => !members.includes(name)),
  };
  assert.deepEqual(found, { inState: [], notRemoved: [], missing: [] });
}

/** Memberships with `adoptExisting`. */
export const adopting = (
  container: Container,
  names: readonly string[],
  options: Options & { role?: "elevated" } = {},
): Declared[] => {
  const { role, ...rest } = options;
  return names.map((name) =>
    container.membership(name, { adoptExisting: true, ...(role ? { role } : {}) }, rest),
  );
};
/** Memberships without `adoptExisting`. */
export const notAdopting = (
  container: Container,
  names: readonly string[],
  options: Options = {},
): Declared[] => names.map((name) => container.membership(name, {}, options));
