import {
  EMPTY_PROGRAM,
  DECLARED_PARENT,
  DECLARED_PARENT_NAMES,
  pulumiName,
  findByPulumiName,
} from "../program/program";
import type { Entry } from "../engine/stackState";
import {
  ownedByEntry,
  ownedIn,
  memberIdIn,
  parentIdIn,
  OUTCOME_UNKNOWN,
  writeOf,
  type Contents,
  type Key,
  type WriteCall,
} from "./contents";
import { expectedStateAt, type Observation } from "./observation";
import { removalsNotInPreview } from "./removalsNotInPreview";

/** What the plugin refuses so that nobody who is declared is removed, and nothing of another stack is adopted. */
const OF_OWNERSHIP =
  /another resource of this program|interrupted deployment may have created|declared twice|exists and has members/i;

/** What the engine refuses of its own accord. */
const OF_THE_ENGINE = /is protected|is not targeted|in the stack|is not registered yet|could not be found/;

/** All that a deployment did against the rules, in sentences; empty where it kept to them. */
export function violations(seen: Observation): string[] {
  return [
    ...stateAfterRefresh(seen),
    ...serviceAfterUp(seen),
    ...foreignTouched(seen),
    ...forgotten(seen),
    ...unexplained(seen),
    ...unbounded(seen),
    ...unannounced(seen),
  ];
}

/** Whether a failure is that of an answer which did not come in time, although no fault struck the call. */
export function isTimeout(message: string): boolean {
  return message.includes("TimeoutError");
}

// (a) The state never claims what the service lacks without the next refresh saying so.
function stateAfterRefresh(seen: Observation): string[] {
  const { command, outcome, refreshed, family, after } = seen;
  if (command !== "refresh" || !refreshed || outcome.errors.length > 0) return [];
  return differences(ownedIn(family, after.entries), after.contents).map(
    (difference) => `(a) after a refresh that succeeded, the state says of ${difference}`,
  );
}

// (b) After an `up` that said success, the service holds what is declared and nothing that was managed before.
function serviceAfterUp(seen: Observation): string[] {
  const { command, outcome, family, before, after } = seen;
  if (command === "refresh" || outcome.errors.length > 0 || !seen.isUnrestricted) return [];
  const declared = declaredIn(seen);
  const kept = retained(seen);
  const meaning = expectedStateAt(seen, after);
  const spared = meaning.ignored();
  // What somebody else changed is put right where a refresh has shown it, or where the resource is seen to at all.
  const seenTo = new Set(writesOf(seen).flatMap(({ keys }) => keys));
  const expected = [...declared].filter(
    // Where lists lag behind, a roster takes those for members who left a moment ago.
    ([key]) => !seen.hasReadLag && (seen.refreshed || seenTo.has(key) || !seen.drifted.has(key)),
  );
  const lacking = differences(new Map(expected), after.contents).map(
    (difference) => `(b) after an ${command} that succeeded, the program says of ${difference}`,
  );
  const dropped = [...ownedIn(family, before.entries).keys()]
    .filter((key) => after.contents.has(key) && !declared.has(key) && !spared.has(key) && !kept.has(key))
    .filter((key) => !seen.createdManually.has(key))
    .map((key) => `(b) after an ${command} that succeeded, ${key} is still there, which was dropped`);
  const strangers = [...after.contents.keys()]
    .filter((key) => !declared.has(key) && meaning.removesUnmanaged(key))
    .filter(() => !seen.hasReadLag)
    .map(
      (key) =>
        `(b) after an ${command} that succeeded, ${key} is still there in spite of an exclusive roster`,
    );
  return [...lacking, ...dropped, ...strangers];
}

// (c) Nobody who is not managed is ever touched.
function foreignTouched(seen: Observation): string[] {
  return writesOf(seen).flatMap(({ verb, keys }) =>
    seen.command === "refresh"
      ? [`(c) a refresh called ${verb} for ${keys.join(", ")}`]
      : keys
          .filter((key) => !mayTouch(seen, verb, key))
          .map((key) => `(c) an ${seen.command} called ${verb} for ${key}`),
  );
}

// (d) What Pulumi made or manages is in the state for as long as it exists.
function forgotten(seen: Observation): string[] {
  const { family, after, managed, command, createdManually } = seen;
  const claims = ownedIn(family, after.entries);
  const spared = expectedStateAt(seen, after).ignored();
  const kept = retained(seen);
  return [...managed]
    .filter((key) => after.contents.has(key) && !claims.has(key) && !spared.has(key) && !kept.has(key))
    .filter((key) => !createdManually.has(key))
    .map((key) => `(d) after an ${command}, ${key} exists and is forgotten: it is not in the state`);
}

// (g) A deployment that met no fault fails for a reason that the person can see.
function unexplained(seen: Observation): string[] {
  const { outcome, calls, family, fixture, hasReadLag } = seen;
  if (hasReadLag || !seen.isUnrestricted || calls.some(({ faults }) => faults.length > 0)) return [];
  const circumstances = { isParentGone: isParentGone(seen), options: fixture.options };
  return outcome.errors
    .filter((message) => !isOfAnother(message, seen))
    .filter(
      (message) => !isExplained(message) && family.expectedFailure(message, circumstances) === undefined,
    )
    .map((message) => `(g) an ${seen.command} that met no fault failed: ${message}`);
}

/** With `--continue-on-error`, the engine checks a resource that refers to a failed one, whose outputs are not there. */
function isOfAnother(message: string, { options, outcome }: Observation): boolean {
  const isMissing = (one: string): boolean => one.includes(" is required");
  return options.continueOnError === true && isMissing(message) && !outcome.errors.every(isMissing);
}

function isExplained(message: string): boolean {
  return OF_THE_ENGINE.test(message) || OF_OWNERSHIP.test(message);
}

// (6) A preview names everybody whom the update removes.
function unannounced(seen: Observation): string[] {
  // A preview cannot name whom the list that it reads does not have yet.
  if (seen.hasReadLag) return [];
  return removalsNotInPreview(seen).map(
    (key) => `(6) an ${seen.command} removed ${key}, whom its preview did not name`,
  );
}

/** What stays although its resource is dropped, because the program has asked for that. */
export function retained({
  family,
  before,
  destroyProgram = EMPTY_PROGRAM,
}: Pick<Observation, "before" | "family" | "destroyProgram">): ReadonlySet<Key> {
  const isRetained = ({ name, options }: Entry): boolean =>
    options.retainOnDelete === true ||
    findByPulumiName(destroyProgram, name)?.options?.retainOnDelete === true;
  return new Set(ownedIn(family, before.entries.filter(isRetained)).keys());
}

// (h) No call is repeated more often than the settings allow.
function unbounded({ calls, maxAttempts }: Observation): string[] {
  return calls
    .filter(({ attempt = 1 }) => attempt > maxAttempts)
    .map(
      ({ operation, attempt }) => `(h) ${operation} was tried ${attempt} times, of at most ${maxAttempts}`,
    );
}

function mayTouch(seen: Observation, verb: WriteCall["verb"], key: Key): boolean {
  const { family, before, after } = seen;
  const declared = declaredIn(seen);
  if (verb !== "delete") return declared.has(key);
  if (declared.has(key)) {
    const isLate = expectedStateAt(seen, after).lateKeys().has(key);
    return !seen.checkRan || isLate || isReplaceable(seen, key) || isReplacedFirst(seen, key);
  }
  if (isLetAlone(seen, key)) return false;
  // A roster may read the room while the state has not yet the id of a room that is made in the same deployment.
  return (
    seen.managed.has(key) ||
    ownedIn(family, before.entries).has(key) ||
    expectedStateAt(seen, after).removesUnmanaged(key)
  );
}

// Also by the state before: a failed deployment may have lost the room that the program refers to.
function declaredIn(seen: Observation): Contents {
  const { before, after, family, program } = seen;
  if (seen.command === "destroy") return new Map();
  const now = expectedStateAt(seen, after).declared();
  const isNamed = ({ name }: Entry): boolean =>
    !program.has(DECLARED_PARENT) || name === pulumiName(program, DECLARED_PARENT);
  const hasPlace = after.entries.some(
    (entry) => entry.kind === family.kinds.parent && !entry.delete && isNamed(entry),
  );
  if (seen.outcome.errors.length === 0 || hasPlace) return now;
  return new Map([...expectedStateAt(seen, before).declared(), ...now]);
}

/**
 * Whether a resource may remove and add again what it declares: its standing cannot be changed otherwise, and is another one,
 * or no other resource had it before.
 */
function isReplaceable(seen: Observation, key: Key): boolean {
  const { fixture, family, before, after } = seen;
  const memberId = memberIdIn(key);
  if (memberId === undefined || !fixture.isRoleImmutable(memberId)) return false;
  const meaning = expectedStateAt(seen, after);
  const had = before.entries.filter((entry) => ownedByEntry(family, entry).has(key));
  return (
    declaredIn(seen).get(key) !== before.contents.get(key) ||
    had.every(({ name }) => meaning.declares(name, key))
  );
}

/** Whether a resource that deletes before it creates has this: the program has asked for that. */
function isReplacedFirst({ program, before, family, outcome }: Observation, key: Key): boolean {
  const parent = DECLARED_PARENT_NAMES.find((name) => outcome.changes.includes(`delete-replaced ${name}`));
  return before.entries
    .filter((entry) => ownedByEntry(family, entry).has(key))
    .some(({ name, dependencies }) => {
      const { deleteBeforeReplace = false } = findByPulumiName(program, name)?.options ?? {};
      return deleteBeforeReplace || (parent !== undefined && dependencies.includes(parent));
    });
}

// (4) Whom any roster of the program lets alone, no roster removes.
function isLetAlone(seen: Observation, key: Key): boolean {
  const { family, before, after } = seen;
  if (!before.contents.has(key) || !expectedStateAt(seen, after).ignored().has(key)) return false;
  const claiming = before.entries.filter((entry) => ownedByEntry(family, entry).has(key));
  return claiming.every(({ kind }) => kind === family.kinds.roster);
}

/** Whether a place is gone that was there from the beginning, or that the state names. */
function isParentGone({ family, fixture, before, after }: Observation): boolean {
  const named = [...ownedIn(family, before.entries).keys(), ...Object.values(fixture.existingParents)];
  return named.some((key) => !after.contents.has(parentIdIn(key)));
}

function writesOf({ family, calls }: Observation): WriteCall[] {
  return calls.flatMap((call) => writeOf(family, call) ?? []);
}

function differences(said: Contents, facts: Contents): string[] {
  return [...said]
    .filter(([key, value]) => value !== OUTCOME_UNKNOWN && facts.get(key) !== value)
    .map(([key, value]) => `${key} "${value}", and the service says "${facts.get(key) ?? "there is none"}"`);
}
