import type { CommandOptions } from "../engine/simulatedEngine";
import {
  claimsOf,
  isWithin,
  madeWith,
  memberKey,
  UNCONFIRMED,
  writeOf,
  type Facts,
  type Key,
} from "./contents";
import type { Program } from "../program/program";
import { retained } from "./invariants";
import type { Moment } from "./observation";
import type { CommandName, Seen, Session } from "./session";

const OPTIONS: CommandOptions = { parallel: 4 };

/**
 * After all faults: (e) a refresh and one more `up` bring program, state and service together, and another `up` writes
 * nothing; (f) `destroy` leaves only what is not managed.
 */
export async function settle(session: Session): Promise<void> {
  session.tell("settle:");
  session.calm();
  askForHelp(session);
  session.unprotect();
  session.program = withoutSafeguards(session.meaning.fulfillable());
  await succeed(session, "refresh");
  session.program = withoutSafeguards(session.meaning.fulfillable());
  const before = session.moment;
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
export async function converge(session: Session, seen: Seen): Promise<void> {
  const isCalm = ({ calls, lagging }: Seen): boolean =>
    !lagging && calls.every(({ faults }) => faults.length === 0);
  if (!seen.isWhole || seen.disturbed.size > 0 || seen.outcome.errors.length > 0 || !isCalm(seen)) return;
  session.tell("up() again");
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
  const { facts, entries } = session.moment;
  const claims = claimsOf(session.family, entries);
  const isGone = (key: Key): boolean => [...claims.keys()].some((container) => isWithin(key, container));
  const others = [...facts].filter(([key]) => !claims.has(key) && !isGone(key));
  await succeed(session, "destroy");
  if (session.moment.entries.length > 0) throw new Error(session.report(["(f) destroy left the state full"]));
  agree(session, "(f) after destroy, the service should hold exactly", new Map(others));
}

// What the program declares, what was there that is neither its own nor in the way of an exclusive roster, and what the
// service makes of its own accord with a place.
function wanted(session: Session, before: Moment): Facts {
  const { family, world, moment, meaning } = session;
  const managed = claimsOf(family, before.entries);
  const spared = meaning.spared();
  const parent = meaning.ownParent();
  const isNew = parent !== undefined && !before.facts.has(parent);
  const gone = [...managed.keys()].filter((key) => !moment.facts.has(key));
  const staying = [...before.facts].filter(
    ([key]) =>
      (!managed.has(key) || spared.has(key)) &&
      !meaning.removesStranger(key) &&
      !gone.some((container) => isWithin(key, container)),
  );
  // Of whom a roster lets go and another resource drops, either may be. So it is with what one resource leaves behind when it
  // is dropped, and another one drops too.
  const foreign = staying.map(([key, value]): [Key, string] => [key, managed.has(key) ? UNCONFIRMED : value]);
  const inDoubt = [...session.madeByOthers].filter((key) => managed.get(key) === UNCONFIRMED);
  const left = [...retained({ family, before }), ...inDoubt].map((key): [Key, string] => [key, UNCONFIRMED]);
  return new Map([...foreign, ...left, ...(isNew ? madeWith(world, [parent]) : []), ...meaning.declared()]);
}

// Somebody does what has to be done so that the service refuses nothing any more.
function askForHelp(session: Session): void {
  const { world } = session;
  const { guardian } = world;
  if (!guardian) return;
  const lacking = world.parents().filter(({ parentId }) => !world.membersOf(parentId).has(guardian.memberId));
  for (const { parentId } of lacking) world.put(parentId, guardian.memberId, guardian.role);
  const added = lacking.map(({ parentId }) => memberKey(parentId, guardian.memberId));
  session.disturb(added, added);
}

async function succeed(session: Session, command: CommandName): Promise<Seen> {
  session.tell(`${command}()`);
  const seen = await session.run(command, OPTIONS);
  const { errors } = seen.outcome;
  if (errors.length === 0) return seen;
  throw new Error(session.report([`(e) ${command} failed after all faults: ${errors.join("\n")}`]));
}

function agree(session: Session, what: string, expected: Facts): void {
  const { facts } = session.moment;
  const keys = [...new Set([...expected.keys(), ...facts.keys()])];
  const wrong = keys.filter(
    (key) => expected.get(key) !== UNCONFIRMED && expected.get(key) !== facts.get(key),
  );
  if (wrong.length === 0) return;
  const lines = wrong.map(
    (key) => `${key}: ${expected.get(key) ?? "nothing"}, but it has ${facts.get(key) ?? "nothing"}`,
  );
  throw new Error(session.report([what, ...lines]));
}
