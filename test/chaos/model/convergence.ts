import type { CommandOptions } from "../engine/commandOptions";
import {
  ownedIn,
  isWithin,
  initialMembersOf,
  memberKey,
  OUTCOME_UNKNOWN,
  writeOf,
  type Contents,
  type Key,
} from "./contents";
import type { Program } from "../program/program";
import { retained } from "./invariants";
import type { Snapshot } from "./observation";
import type { CommandName, Seen, Session } from "./session";

const OPTIONS: CommandOptions = { parallel: 4 };

/**
 * After all faults: (e) a refresh and one more `up` bring program, state and service together, and another `up` writes
 * nothing; (f) `destroy` leaves only what is not managed.
 */
export async function checkConvergence(session: Session): Promise<void> {
  session.log("settle:");
  session.clearFaults();
  askForHelp(session);
  session.unprotect();
  session.program = withoutSafeguards(session.expectedState.applicableProgram());
  await succeed(session, "refresh");
  session.program = withoutSafeguards(session.expectedState.applicableProgram());
  const before = session.snapshot;
  await succeed(session, "up");
  agree(session, "(e) after refresh and up, the service should hold exactly", wanted(session, before));
  const again = await succeed(session, "up");
  if (again.outcome.changes.length > 0 || again.calls.some((call) => writeOf(session.family, call))) {
    throw new Error(
      session.report([`(e) another up changes something: ${again.outcome.changes.join(", ")}`]),
    );
  }
  await leave(session);
}

/** After an `up` that succeeded, and that nothing disturbed, another one changes nothing and calls nothing that writes. */
export async function checkIdempotence(session: Session, seen: Seen): Promise<void> {
  const isCalm = ({ calls, hasReadLag }: Seen): boolean =>
    !hasReadLag && calls.every(({ faults }) => faults.length === 0);
  if (!seen.isUnrestricted || seen.drifted.size > 0 || seen.outcome.errors.length > 0 || !isCalm(seen))
    return;
  session.log("up() again");
  const again = await session.run("up", OPTIONS);
  if (!isCalm(again)) return;
  const { changes } = again.outcome;
  if (changes.length === 0 && !again.calls.some((call) => writeOf(session.family, call))) return;
  throw new Error(
    session.report([`(9) another up changes something: ${changes.join(", ") || "in the service"}`]),
  );
}

// Protection and the like are taken off before all is removed, as a person does.
function withoutSafeguards(program: Program): Program {
  return new Map(
    [...program].map(([name, one]) => {
      const { provider, alias } = one.options ?? {};
      const options = { ...(provider && { provider }), ...(alias && { alias }) };
      return [name, { ...one, options }];
    }),
  );
}

async function leave(session: Session): Promise<void> {
  askForHelp(session);
  const { contents, entries } = session.snapshot;
  const claims = ownedIn(session.family, entries);
  const isGone = (key: Key): boolean => [...claims.keys()].some((container) => isWithin(key, container));
  const others = [...contents].filter(([key]) => !claims.has(key) && !isGone(key));
  await succeed(session, "destroy");
  if (session.snapshot.entries.length > 0)
    throw new Error(session.report(["(f) destroy left the state full"]));
  agree(session, "(f) after destroy, the service should hold exactly", new Map(others));
}

// What the program declares, what was there that is neither its own nor in the way of an exclusive roster, and what the
// service makes of its own accord with a place.
function wanted(session: Session, before: Snapshot): Contents {
  const { family, fixture, snapshot, expectedState } = session;
  const managed = ownedIn(family, before.entries);
  const spared = expectedState.ignored();
  const parent = expectedState.declaredParentId();
  const isNew = parent !== undefined && !before.contents.has(parent);
  const gone = [...managed.keys()].filter((key) => !snapshot.contents.has(key));
  const staying = [...before.contents].filter(
    ([key]) =>
      (!managed.has(key) || spared.has(key)) &&
      !expectedState.removesUnmanaged(key) &&
      !gone.some((container) => isWithin(key, container)),
  );
  // Of whom a roster lets go and another resource drops, either may be. So it is with what one resource leaves behind when it
  // is dropped, and another one drops too.
  const foreign = staying.map(([key, value]): [Key, string] => [
    key,
    managed.has(key) ? OUTCOME_UNKNOWN : value,
  ]);
  const inDoubt = [...session.madeByOthers].filter((key) => managed.get(key) === OUTCOME_UNKNOWN);
  const left = [...retained({ family, before }), ...inDoubt].map((key): [Key, string] => [
    key,
    OUTCOME_UNKNOWN,
  ]);
  return new Map([
    ...foreign,
    ...left,
    ...(isNew ? initialMembersOf(fixture, [parent]) : []),
    ...expectedState.declared(),
  ]);
}

// Somebody does what has to be done so that the service refuses nothing any more.
function askForHelp(session: Session): void {
  const { fixture } = session;
  const { unmanagedAdministrator } = fixture;
  if (!unmanagedAdministrator) return;
  const lacking = fixture
    .parents()
    .filter(({ parentId }) => !fixture.membersOf(parentId).has(unmanagedAdministrator.memberId));
  for (const { parentId } of lacking)
    fixture.putMember(parentId, unmanagedAdministrator.memberId, unmanagedAdministrator.role);
  const added = lacking.map(({ parentId }) => memberKey(parentId, unmanagedAdministrator.memberId));
  session.recordManualChange(added, added);
}

async function succeed(session: Session, command: CommandName): Promise<Seen> {
  session.log(`${command}()`);
  const seen = await session.run(command, OPTIONS);
  const { errors } = seen.outcome;
  if (errors.length === 0) return seen;
  throw new Error(session.report([`(e) ${command} failed after all faults: ${errors.join("\n")}`]));
}

function agree(session: Session, what: string, expected: Contents): void {
  const { contents } = session.snapshot;
  const keys = [...new Set([...expected.keys(), ...contents.keys()])];
  const wrong = keys.filter(
    (key) => expected.get(key) !== OUTCOME_UNKNOWN && expected.get(key) !== contents.get(key),
  );
  if (wrong.length === 0) return;
  const lines = wrong.map(
    (key) => `${key}: ${expected.get(key) ?? "nothing"}, but it has ${contents.get(key) ?? "nothing"}`,
  );
  throw new Error(session.report([what, ...lines]));
}
