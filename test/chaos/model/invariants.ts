import { isNative } from "../../support/host";
import type { Entry } from "../engine/stackState";
import {
  DECLARED_PARENT,
  DECLARED_PARENT_NAMES,
  EMPTY_PROGRAM,
  findByResourceName,
  resourceNameOf,
} from "../program/program";
import {
  accessIn,
  isRosterKind,
  memberIdIn,
  OUTCOME_UNKNOWN,
  ownedByEntry,
  ownedIn,
  parentIdIn,
  transferringIn,
  writeOf,
  type Contents,
  type Key,
  type WriteCall,
} from "./contents";
import { expectedStateAt, type Observation, type Snapshot } from "./observation";
import { removalsNotInPreview } from "./removalsNotInPreview";

/** Errors with which the plugin protects declared members, and resources that may belong to another stack. */
const OWNERSHIP_ERRORS =
  /another resource of this program|interrupted deployment may have created|declared twice|exists and has members|one of them may be this member/i;

/** Errors of the engine itself. */
const ENGINE_ERRORS = /is protected|is not targeted|in the stack|is not registered yet|could not be found/;

/** Descriptions of all invariants that a deployment violated. docs/reliability.md lists the invariants by letter. */
export function violations(observation: Observation): string[] {
  return [
    ...stateAfterRefresh(observation),
    ...serviceAfterSuccess(observation),
    ...unmanagedChanges(observation),
    ...missingFromState(observation),
    ...unexpectedFailures(observation),
    ...tooManyAttempts(observation),
    ...unannouncedRemovals(observation),
  ];
}

/** Whether a call timed out. Without a fault, that means that the machine is too slow. */
export function isTimeout(message: string): boolean {
  return /TimeoutError|ETIMEDOUT/.test(message);
}

// (a) After a successful refresh, the state contains nothing that the service does not have.
function stateAfterRefresh({ command, outcome, refreshed, family, after }: Observation): string[] {
  if (command !== "refresh" || !refreshed || outcome.errors.length > 0) return [];
  return differences(ownedIn(family, after.entries), after.contents).map(
    ({ key, expected, actual }) =>
      `(a) After a successful refresh, the state contains ${key} as ${expected}. The service has ${actual}.`,
  );
}

// (b) After a successful `up` or `destroy`, the service has what is declared, and nothing that was dropped.
function serviceAfterSuccess(observation: Observation): string[] {
  const { command, outcome, isUnrestricted } = observation;
  if (command === "refresh" || outcome.errors.length > 0 || !isUnrestricted) return [];
  return [
    ...missingAfterSuccess(observation),
    ...droppedAfterSuccess(observation),
    ...unmanagedAfterSuccess(observation),
  ].map((violation) => `(b) After a successful ${command}, ${violation}`);
}

function missingAfterSuccess(observation: Observation): string[] {
  const { hasReadLag, refreshed, drifted, after } = observation;
  // While lists lag, a roster may count a member as present who was just removed.
  if (hasReadLag) return [];
  // Drift is corrected only if a refresh has found it, or if the plugin changes the resource anyway.
  const written = new Set(writesOf(observation).flatMap(({ keys }) => keys));
  const expected = [...declaredIn(observation)].filter(
    ([key]) => refreshed || written.has(key) || !drifted.has(key),
  );
  return differences(new Map(expected), after.contents).map(
    ({ key, expected: declared, actual }) =>
      `the program declares ${key} as ${declared}. The service has ${actual}.`,
  );
}

function droppedAfterSuccess(observation: Observation): string[] {
  const { family, before, after, createdManually } = observation;
  const declared = declaredIn(observation);
  const ignored = expectedStateAt(observation, after).ignored();
  const kept = retained(observation);
  // A roster keeps such a member if the program does not know all ids when the roster is compared.
  const transferring = transferringIn(family, after.entries);
  return [...ownedIn(family, before.entries).keys()]
    .filter((key) => after.contents.has(key) && !declared.has(key) && !ignored.has(key) && !kept.has(key))
    .filter((key) => !createdManually.has(key) && !transferring.has(key))
    .map((key) => `${key} was dropped but still exists.`);
}

function unmanagedAfterSuccess(observation: Observation): string[] {
  const { after, hasReadLag } = observation;
  if (hasReadLag) return [];
  const declared = declaredIn(observation);
  const expectedState = expectedStateAt(observation, after);
  return [...after.contents.keys()]
    .filter((key) => !declared.has(key) && expectedState.removesUnmanaged(key))
    .map((key) => `${key} still exists, although an exclusive roster should have removed it.`);
}

// (c) No call changes an unmanaged member, except removals by an exclusive roster. What is deleted before its replacement, the native
// plugin may remove before it learns that another resource declares it, which then adds it again: docs/decisions/ownership.md.
function unmanagedChanges(observation: Observation): string[] {
  const { command } = observation;
  return writesOf(observation).flatMap(({ verb, keys }) =>
    command === "refresh"
      ? [`(c) The refresh made a call: ${verb} ${keys.join(", ")}.`]
      : keys
          .filter(
            (key) =>
              !mayChange(observation, verb, key) && !(verb === "delete" && isDeletedEarly(observation, key)),
          )
          .map((key) => `(c) The ${command} made a call that it must not make: ${verb} ${key}.`),
  );
}

function isDeletedEarly({ family, before, outcome: { changes } }: Observation, key: Key): boolean {
  if (!isNative()) return false;
  const owners = before.entries.filter((entry) => ownedByEntry(family, entry).has(key));
  return owners.some(({ name }) => {
    const [deleted, created] = ["delete-replaced", "create-replacement"].map((step) =>
      changes.indexOf(`${step} ${name}`),
    );
    return deleted !== -1 && (created === -1 || Number(deleted) < Number(created));
  });
}

// (d) Everything that Pulumi created or manages and that exists is in the state.
function missingFromState(observation: Observation): string[] {
  const { family, after, managed, command, createdManually } = observation;
  const owned = ownedIn(family, after.entries);
  const ignored = expectedStateAt(observation, after).ignored();
  const kept = retained(observation);
  return [...managed]
    .filter((key) => after.contents.has(key) && !owned.has(key) && !ignored.has(key) && !kept.has(key))
    .filter((key) => !createdManually.has(key))
    .map((key) => `(d) After the ${command}, ${key} exists but is not in the state.`);
}

// (g) A deployment without a fault fails only for a reason that the user can see.
function unexpectedFailures(observation: Observation): string[] {
  const { command, outcome, calls, family, fixture, hasReadLag, isUnrestricted } = observation;
  if (hasReadLag || !isUnrestricted || calls.some(({ faults }) => faults.length > 0)) return [];
  const context = {
    isParentGone: isParentGone(observation),
    isRefused: isRefused(observation),
    options: fixture.options,
  };
  return outcome.errors
    .filter((message) => !isFollowUpError(message, observation))
    .filter((message) => !OWNERSHIP_ERRORS.test(message) && !ENGINE_ERRORS.test(message))
    .filter((message) => !family.isExpectedFailure(message, context))
    .map((message) => `(g) The ${command} failed without a fault: ${message}`);
}

/**
 * Whether the error follows from another one: with `--continue-on-error`, the engine checks a resource that refers to
 * the missing outputs of a failed resource.
 */
function isFollowUpError(message: string, { options, outcome }: Observation): boolean {
  const isMissingInput = (error: string): boolean => error.includes(" is required");
  return options.continueOnError === true && isMissingInput(message) && !outcome.errors.every(isMissingInput);
}

// (i) The preview of an update names every member that the update removes.
function unannouncedRemovals(observation: Observation): string[] {
  // A preview cannot name members that lagging lists do not contain yet.
  if (observation.hasReadLag) return [];
  return removalsNotInPreview(observation).map(
    (key) => `(i) The ${observation.command} removed ${key}, which its preview did not name.`,
  );
}

/**
 * The keys that the engine leaves in the service without calling the plugin: `retainOnDelete`, and `deletedWith` a parent whose
 * delete did not run because another one failed first.
 */
export function retained({
  family,
  before,
  after = before,
  destroyProgram = EMPTY_PROGRAM,
}: Pick<Observation, "before" | "destroyProgram" | "family"> & { after?: Snapshot }): ReadonlySet<Key> {
  const isRetained = ({ name, options }: Entry): boolean =>
    options.retainOnDelete === true ||
    findByResourceName(destroyProgram, name)?.options?.retainOnDelete === true;
  const remaining = new Set(after.entries.map(({ name }) => name));
  const isLeftWithParent = ({ name, options: { deletedWith } }: Entry): boolean =>
    deletedWith !== undefined && remaining.has(deletedWith) && !remaining.has(name);
  const left = before.entries.filter((entry) => isRetained(entry) || isLeftWithParent(entry));
  return new Set(ownedIn(family, left).keys());
}

// (h) No call is attempted more often than the settings allow.
function tooManyAttempts({ calls, maxAttempts }: Observation): string[] {
  return calls
    .filter(({ attempt = 1 }) => attempt > maxAttempts)
    .map(
      ({ operation, attempt }) =>
        `(h) ${operation} was attempted ${attempt} times. The maximum is ${maxAttempts}.`,
    );
}

function mayChange(observation: Observation, verb: WriteCall["verb"], key: Key): boolean {
  const { family, before, after, managed } = observation;
  const declared = declaredIn(observation);
  if (verb !== "delete") return declared.has(key);
  if (declared.has(key)) return mayRemoveDeclared(observation, key);
  if (isIgnored(observation, key)) return false;
  // The plugin may read the members of a room that this deployment creates before the state contains the id of the
  // room.
  return (
    managed.has(key) ||
    ownedIn(family, before.entries).has(key) ||
    expectedStateAt(observation, after).removesUnmanaged(key)
  );
}

function mayRemoveDeclared(observation: Observation, key: Key): boolean {
  if (!observation.checkRan) return true;
  return changesImmutableRole(observation, key) || isDeletedFirst(observation, key);
}

// A failed deployment may have removed the declared parent from the state. Its id is then taken from the state before.
function declaredIn(observation: Observation): Contents {
  const { command, before, after, family, program, outcome } = observation;
  if (command === "destroy") return new Map();
  const declared = expectedStateAt(observation, after).declared();
  const isDeclared = ({ name }: Entry): boolean =>
    !program.has(DECLARED_PARENT) || name === resourceNameOf(program, DECLARED_PARENT);
  const hasParent = after.entries.some(
    (entry) => entry.kind === family.kinds.parent && !entry.delete && isDeclared(entry),
  );
  if (outcome.errors.length === 0 || hasParent) return declared;
  return new Map([...expectedStateAt(observation, before).declared(), ...declared]);
}

/**
 * Whether a resource may remove a declared member to add it again: the role cannot be updated, and either it changes or
 * no other resource had the member.
 */
function changesImmutableRole(observation: Observation, key: Key): boolean {
  const { fixture, family, before, after } = observation;
  const memberId = memberIdIn(key);
  if (memberId === undefined || accessIn(key) !== undefined || !fixture.isRoleImmutable(memberId))
    return false;
  const expectedState = expectedStateAt(observation, after);
  const owners = before.entries.filter((entry) => ownedByEntry(family, entry).has(key));
  return (
    declaredIn(observation).get(key) !== before.contents.get(key) ||
    owners.every(({ name }) => expectedState.declares(name, key))
  );
}

/**
 * Whether the resource that owns the key is deleted before its replacement is created, as the program requests. Then the plugin
 * cannot keep a member whose id the program does not know yet, or whom another resource gets while `--replace` names this one.
 */
function isDeletedFirst(observation: Observation, key: Key): boolean {
  const { program, before, after, family, outcome, options } = observation;
  const expectedState = expectedStateAt(observation, after);
  const isLate = expectedState.lateKeys().has(key);
  const replacedParent = DECLARED_PARENT_NAMES.find((name) =>
    outcome.changes.includes(`delete-replaced ${name}`),
  );
  return before.entries
    .filter((entry) => ownedByEntry(family, entry).has(key))
    .some(({ name, dependencies }) => {
      const { deleteBeforeReplace = false } = findByResourceName(program, name)?.options ?? {};
      const mayRemove =
        isLate || expectedState.declares(name, key) || options.replaces?.includes(name) === true;
      return (
        (deleteBeforeReplace && mayRemove) ||
        (replacedParent !== undefined && dependencies.includes(replacedParent))
      );
    });
}

// No roster removes a member that a roster of the program ignores. A membership resource may.
function isIgnored(observation: Observation, key: Key): boolean {
  const { family, before, after } = observation;
  // Without a check, the plugin takes an update for a destroy: see docs/decisions/ownership.md.
  if (!observation.checkRan || !before.contents.has(key)) return false;
  if (!expectedStateAt(observation, after).ignored().has(key)) return false;
  const owners = before.entries.filter((entry) => ownedByEntry(family, entry).has(key));
  return owners.every(({ kind }) => isRosterKind(family, kind));
}

/** Whether a parent does not exist that existed from the start, or that the state refers to. */
function isParentGone({ family, fixture, before, after }: Observation): boolean {
  const keys = [...ownedIn(family, before.entries).keys(), ...Object.values(fixture.existingParents)];
  return keys.some((key) => !after.contents.has(parentIdIn(key)));
}

/** Whether the service refuses something that the program declares, because of what it has before or afterwards. */
function isRefused(observation: Observation): boolean {
  const { before, after } = observation;
  const contents = new Map([...before.contents, ...after.contents]);
  const obstacles = [before, after].map(
    (snapshot) => expectedStateAt(observation, snapshot).obstacles(contents).size,
  );
  return obstacles.some((count) => count > 0);
}

function writesOf({ family, calls }: Observation): WriteCall[] {
  return calls.flatMap((call) => writeOf(family, call) ?? []);
}

interface ContentDifference {
  readonly key: Key;
  readonly expected: string;
  readonly actual: string;
}

function differences(expected: Contents, actual: Contents): ContentDifference[] {
  return [...expected]
    .filter(([key, value]) => value !== OUTCOME_UNKNOWN && actual.get(key) !== value)
    .map(([key, value]) => ({ key, expected: value, actual: actual.get(key) ?? "nothing" }));
}
