import { UNCONFIRMED, type Facts, type Key, type WriteCall, type World } from "./family";
import { claimsOf, type Observation } from "./observation";

/** All that a deployment did against the rules, in sentences; empty where it kept to them. */
export function violations<Program, W extends World>(seen: Observation<Program, W>): string[] {
  return [
    ...stateAfterRefresh(seen),
    ...serviceAfterUp(seen),
    ...foreignTouched(seen),
    ...forgotten(seen),
    ...unexplained(seen),
    ...unbounded(seen),
  ];
}

/** Whether a failure is that of an answer which did not come in time, although no fault struck the call. */
export function isOfSlowMachine(message: string): boolean {
  return message.includes("TimeoutError");
}

// (a) The state never claims what the service lacks without the next refresh saying so.
function stateAfterRefresh<Program, W extends World>(seen: Observation<Program, W>): string[] {
  const { command, outcome, refreshed, family, after } = seen;
  if (command !== "refresh" || !refreshed || outcome.errors.length > 0) return [];
  return differences(claimsOf(family, after.entries), after.facts).map(
    (difference) => `(a) after a refresh that succeeded, the state says of ${difference}`,
  );
}

// (b) After an `up` that said success, the service holds what is declared and nothing that was managed before.
function serviceAfterUp<Program, W extends World>(seen: Observation<Program, W>): string[] {
  const { command, outcome, family, program, world, before, after } = seen;
  if (command === "refresh" || outcome.errors.length > 0) return [];
  const declared = declaredIn(seen);
  const spared = family.spared(program, world, after.entries);
  // What somebody else changed is put right where a refresh has shown it, or where the resource is seen to at all.
  const seenTo = new Set(writesOf(seen).flatMap(({ keys }) => keys));
  const expected = [...declared].filter(
    // Where lists lag behind, a roster takes those for members who left a moment ago.
    ([key]) => !seen.lagging && (seen.refreshed || seenTo.has(key) || !seen.disturbed.has(key)),
  );
  const lacking = differences(new Map(expected), after.facts).map(
    (difference) => `(b) after an ${command} that succeeded, the program says of ${difference}`,
  );
  const dropped = [...claimsOf(family, before.entries).keys()]
    .filter((key) => after.facts.has(key) && !declared.has(key) && !spared.has(key))
    .map((key) => `(b) after an ${command} that succeeded, ${key} is still there, which was dropped`);
  const strangers = [...after.facts.keys()]
    .filter((key) => !declared.has(key) && family.isStranger(key, program, world, after.entries))
    .filter(() => !seen.lagging)
    .map(
      (key) =>
        `(b) after an ${command} that succeeded, ${key} is still there in spite of an exclusive roster`,
    );
  return [...lacking, ...dropped, ...strangers];
}

// (c) Nobody who is not managed is ever touched.
function foreignTouched<Program, W extends World>(seen: Observation<Program, W>): string[] {
  return writesOf(seen).flatMap(({ verb, keys }) =>
    seen.command === "refresh"
      ? [`(c) a refresh called ${verb} for ${keys.join(", ")}`]
      : keys
          .filter((key) => !mayTouch(seen, verb, key))
          .map((key) => `(c) an ${seen.command} called ${verb} for ${key}`),
  );
}

// (d) What Pulumi made or manages is in the state for as long as it exists.
function forgotten<Program, W extends World>(seen: Observation<Program, W>): string[] {
  const { family, world, program, after, managed, command } = seen;
  const claims = claimsOf(family, after.entries);
  const spared = family.spared(program, world, after.entries);
  return [...managed]
    .filter((key) => after.facts.has(key) && !claims.has(key) && !spared.has(key))
    .map((key) => `(d) after an ${command}, ${key} exists and is forgotten: it is not in the state`);
}

// (g) A deployment that met no fault fails for a reason that the person can see.
function unexplained<Program, W extends World>(seen: Observation<Program, W>): string[] {
  const { outcome, calls, family, world, lagging } = seen;
  if (lagging || calls.some(({ faults }) => faults.length > 0)) return [];
  return outcome.errors
    .filter((message) => family.excuse(message, world) === undefined)
    .map((message) => `(g) an ${seen.command} that met no fault failed: ${message}`);
}

// (h) No call is repeated more often than the settings allow.
function unbounded<Program, W extends World>({ calls, mostAttempts }: Observation<Program, W>): string[] {
  return calls
    .filter(({ attempt = 1 }) => attempt > mostAttempts)
    .map(
      ({ operation, attempt }) => `(h) ${operation} was tried ${attempt} times, of at most ${mostAttempts}`,
    );
}

function mayTouch<Program, W extends World>(
  seen: Observation<Program, W>,
  verb: WriteCall["verb"],
  key: Key,
): boolean {
  const { family, program, world, before, after } = seen;
  const declared = declaredIn(seen);
  if (verb !== "delete") return declared.has(key);
  if (declared.has(key)) return family.isReplaceable(key, world);
  // A roster may read the room while the state has not yet the id of a room that is made in the same deployment.
  return (
    seen.managed.has(key) ||
    claimsOf(family, before.entries).has(key) ||
    family.isStranger(key, program, world, after.entries)
  );
}

// Also by the state before: a failed deployment may have lost the room that the program refers to.
function declaredIn<Program, W extends World>(seen: Observation<Program, W>): Facts {
  const { family, program, world, before, after } = seen;
  if (seen.command === "destroy") return new Map();
  const now = family.declared(program, world, after.entries);
  return seen.outcome.errors.length === 0
    ? now
    : new Map([...family.declared(program, world, before.entries), ...now]);
}

function writesOf<Program, W extends World>({ family, calls }: Observation<Program, W>): WriteCall[] {
  return calls.flatMap((call) => family.writeOf(call) ?? []);
}

function differences(said: Facts, facts: Facts): string[] {
  return [...said]
    .filter(([key, value]) => value !== UNCONFIRMED && facts.get(key) !== value)
    .map(([key, value]) => `${key} "${value}", and the service says "${facts.get(key) ?? "there is none"}"`);
}
