import type { CommandOptions } from "../engine/commandOptions";
import type { Program } from "../program/program";
import {
  accessIn,
  accessKey,
  initialMembersOf,
  isWithin,
  memberIdIn,
  memberKey,
  OUTCOME_UNKNOWN,
  ownedIn,
  parentIdIn,
  transferringIn,
  writeOf,
  type Contents,
  type Key,
} from "./contents";
import { retained } from "./invariants";
import type { Observation, Snapshot } from "./observation";
import type { CommandName, Session } from "./session";

const OPTIONS: CommandOptions = { parallel: 4 };

/**
 * Checks the invariants at the end of a sequence, without faults: (e) a refresh and one `up` make program, state and
 * service agree, and another `up` changes nothing; (f) `destroy` leaves only what is unmanaged.
 */
export async function checkConvergence(session: Session): Promise<void> {
  session.log("End of the sequence:");
  session.clearFaults();
  addUnmanagedAdministrator(session);
  session.unprotect();
  session.program = withoutProtection(session.expectedState.applicableProgram());
  await runSuccessfully(session, "refresh");
  await removeObstacles(session);
  session.program = withoutProtection(session.expectedState.applicableProgram());
  const before = session.snapshot;
  await runSuccessfully(session, "up");
  expectContents(session, "(e) After a refresh and an up,", contentsAfterUp(session, before));
  const observation = await runSuccessfully(session, "up");
  if (changesAnything(session, observation)) {
    const { changes } = observation.outcome;
    throw new Error(session.report([`(e) Another up changed something: ${changes.join(", ")}`]));
  }
  await checkDestroy(session);
}

/** Checks (j): after a successful `up` without faults and drift, another one changes nothing and makes no write. */
export async function checkIdempotence(session: Session, observation: Observation): Promise<void> {
  const isUndisturbed = ({ calls, hasReadLag }: Observation): boolean =>
    !hasReadLag && calls.every(({ faults }) => faults.length === 0);
  const { isUnrestricted, drifted, outcome } = observation;
  if (!isUnrestricted || drifted.size > 0 || outcome.errors.length > 0) return;
  if (!isUndisturbed(observation)) return;
  session.log("up() again");
  const second = await session.run("up", OPTIONS);
  if (!isUndisturbed(second) || !changesAnything(session, second)) return;
  const { changes } = second.outcome;
  const description = changes.join(", ") || "only in the service";
  throw new Error(session.report([`(j) Another up changed something: ${description}`]));
}

function changesAnything({ family }: Session, { outcome, calls }: Observation): boolean {
  return outcome.changes.length > 0 || calls.some((call) => writeOf(family, call));
}

/**
 * Does what the errors advise: Pulumi creates before it deletes, so the ban of a new member is removed in an update of its own,
 * and so are the rights of somebody who will be banned. What the stack does not have is removed manually.
 */
async function removeObstacles(session: Session): Promise<void> {
  const { program } = session;
  const obstacles = (): ReadonlyMap<Key, readonly Key[]> =>
    session.expectedState.obstacles(session.snapshot.contents);
  if (obstacles().size === 0) return;
  session.program = session.expectedState.programWithout(obstacles());
  session.program = withoutProtection(session.expectedState.applicableProgram());
  await runSuccessfully(session, "up");
  session.program = program;
  for (const key of new Set([...obstacles().values()].flat())) {
    session.fixture.access?.remove(accessIn(key)!, parentIdIn(key), memberIdIn(key)!);
    session.recordManualChange([key]);
    session.log(`removeManually(${key})`);
  }
}

// As a user does before destroying a stack.
function withoutProtection(program: Program): Program {
  return new Map(
    [...program].map(([name, declaration]) => {
      const { provider, alias } = declaration.options ?? {};
      const options = { ...(provider && { provider }), ...(alias && { alias }) };
      return [name, { ...declaration, options }];
    }),
  );
}

async function checkDestroy(session: Session): Promise<void> {
  addUnmanagedAdministrator(session);
  const { contents, entries } = session.snapshot;
  const owned = ownedIn(session.family, entries);
  const isInOwnedParent = (key: Key): boolean =>
    [...owned.keys()].some((parentId) => isWithin(key, parentId));
  const unmanaged = [...contents].filter(([key]) => !owned.has(key) && !isInOwnedParent(key));
  await runSuccessfully(session, "destroy");
  if (session.entries.length > 0)
    throw new Error(session.report(["(f) After destroy, the state is not empty."]));
  expectContents(session, "(f) After destroy,", new Map(unmanaged));
}

// What the program declares, unmanaged members that no exclusive roster removes, and the members that the service
// itself adds to a new parent.
function contentsAfterUp(session: Session, before: Snapshot): Contents {
  const { family, fixture, snapshot, expectedState } = session;
  const owned = ownedIn(family, before.entries);
  const ignored = expectedState.ignored();
  const parentId = expectedState.declaredParentId();
  const isNewParent = parentId !== undefined && !before.contents.has(parentId);
  const declared = expectedState.declared();
  const isBanned = (key: Key): boolean =>
    accessIn(key) === undefined && declared.has(accessKey(parentIdIn(key), "ban", String(memberIdIn(key))));
  const removed = [...owned.keys()].filter((key) => !snapshot.contents.has(key));
  const remaining = [...before.contents].filter(
    ([key]) =>
      (!owned.has(key) || ignored.has(key)) &&
      !expectedState.removesUnmanaged(key) &&
      !isBanned(key) &&
      !removed.some((removedKey) => isWithin(key, removedKey)),
  );
  // If another resource has dropped a member that one resource ignores or retains, the member may be removed or not.
  const unmanaged = remaining.map(([key, value]): [Key, string] => [
    key,
    owned.has(key) ? OUTCOME_UNKNOWN : value,
  ]);
  const ambiguous = [...session.createdManually].filter((key) => owned.get(key) === OUTCOME_UNKNOWN);
  // See `droppedAfterSuccess`.
  const transferring = transferringIn(family, snapshot.entries);
  const mayRemain = [...retained({ family, before }), ...ambiguous, ...transferring]
    .filter((key) => !isBanned(key))
    .map((key): [Key, string] => [key, OUTCOME_UNKNOWN]);
  const initialMembers = isNewParent ? initialMembersOf(fixture, [parentId]) : [];
  return new Map([...unmanaged, ...mayRemain, ...initialMembers, ...declared]);
}

// The service then no longer refuses to remove the other administrators.
function addUnmanagedAdministrator(session: Session): void {
  const { fixture } = session;
  const { unmanagedAdministrator } = fixture;
  if (!unmanagedAdministrator) return;
  const { memberId, role } = unmanagedAdministrator;
  const parentIds = fixture
    .parents()
    .map(({ parentId }) => parentId)
    .filter((parentId) => !fixture.membersOf(parentId).has(memberId));
  for (const parentId of parentIds) fixture.putMember(parentId, memberId, role);
  const added = parentIds.map((parentId) => memberKey(parentId, memberId));
  session.recordManualChange(added, added);
}

async function runSuccessfully(session: Session, command: CommandName): Promise<Observation> {
  session.log(`${command}()`);
  const observation = await session.run(command, OPTIONS);
  const { errors } = observation.outcome;
  if (errors.length === 0) return observation;
  throw new Error(session.report([`(e) Without faults, ${command} failed: ${errors.join("\n")}`]));
}

function expectContents(session: Session, when: string, expected: Contents): void {
  const { contents } = session.snapshot;
  const keys = [...new Set([...expected.keys(), ...contents.keys()])];
  const wrong = keys.filter(
    (key) => expected.get(key) !== OUTCOME_UNKNOWN && expected.get(key) !== contents.get(key),
  );
  if (wrong.length === 0) return;
  const lines = wrong.map(
    (key) => `  ${key}: expected ${expected.get(key) ?? "nothing"}, actual ${contents.get(key) ?? "nothing"}`,
  );
  throw new Error(session.report([`${when} the service does not contain what it should:`, ...lines]));
}
