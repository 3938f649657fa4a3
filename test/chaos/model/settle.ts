import type { CommandOptions } from "../engine/miniEngine";
import { UNCONFIRMED, type Facts, type Key, type World } from "./family";
import { claimsOf } from "./observation";
import type { CommandName, Seen, Session } from "./session";

const OPTIONS: CommandOptions = { parallel: 4 };

/**
 * After all faults: (e) a refresh and one more `up` bring program, state and service together, and another `up` writes
 * nothing; (f) `destroy` leaves only what is not managed.
 */
export async function settle<Program, W extends World>(session: Session<Program, W>): Promise<void> {
  session.tell("settle:");
  session.calm();
  askForHelp(session);
  session.program = session.family.fulfillable(session.program, session.world, session.moment.entries);
  await succeed(session, "refresh");
  const { program, world, moment, family } = session;
  session.program = family.fulfillable(program, world, moment.entries);
  const before = session.moment;
  await succeed(session, "up");
  agree(session, "(e) after refresh and up, the service should hold exactly", wanted(session, before));
  const again = await succeed(session, "up");
  if (again.outcome.changes.length > 0 || again.calls.some((call) => family.writeOf(call))) {
    throw new Error(
      session.report([`(e) another up changes something: ${again.outcome.changes.join(", ")}`]),
    );
  }
  await leave(session);
}

async function leave<Program, W extends World>(session: Session<Program, W>): Promise<void> {
  askForHelp(session);
  const { facts, entries } = session.moment;
  const claims = claimsOf(session.family, entries);
  const isGone = (key: Key): boolean =>
    [...claims.keys()].some((container) => session.family.isWithin(key, container));
  const others = [...facts].filter(([key]) => !claims.has(key) && !isGone(key));
  await succeed(session, "destroy");
  if (session.moment.entries.length > 0) throw new Error(session.report(["(f) destroy left the state full"]));
  agree(session, "(f) after destroy, the service should hold exactly", new Map(others));
}

// What the program declares, and what was there that is neither its own nor in the way of an exclusive roster.
function wanted<Program, W extends World>(
  { family, program, world, moment }: Session<Program, W>,
  before: { facts: Facts; entries: Session<Program, W>["moment"]["entries"] },
): Facts {
  const managed = claimsOf(family, before.entries);
  const spared = family.spared(program, world, moment.entries);
  const gone = [...managed.keys()].filter((key) => !moment.facts.has(key));
  const staying = [...before.facts].filter(
    ([key]) =>
      (!managed.has(key) || spared.has(key)) &&
      !family.isStranger(key, program, world, moment.entries) &&
      !gone.some((container) => family.isWithin(key, container)),
  );
  // Of whom a roster lets go and another resource drops, either may be.
  const foreign = staying.map(([key, value]): [Key, string] => [key, managed.has(key) ? UNCONFIRMED : value]);
  return new Map([...foreign, ...family.declared(program, world, moment.entries)]);
}

function askForHelp<Program, W extends World>(session: Session<Program, W>): void {
  const added = session.family.calm(session.world);
  session.disturb(added, added);
}

async function succeed<Program, W extends World>(
  session: Session<Program, W>,
  command: CommandName,
): Promise<Seen<Program, W>> {
  session.tell(`${command}()`);
  const seen = await session.run(command, OPTIONS);
  const { errors } = seen.outcome;
  if (errors.length === 0) return seen;
  throw new Error(session.report([`(e) ${command} failed after all faults: ${errors.join("\n")}`]));
}

function agree<Program, W extends World>(session: Session<Program, W>, what: string, expected: Facts): void {
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
