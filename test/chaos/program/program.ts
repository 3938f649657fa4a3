import type { ResourceOptions } from "../engine/program";
import type { Standing } from "../model/family";
import { omit } from "../support/omit";

/** A place: one that was there from the beginning, or that of the program's own. */
export type PlaceName = "first" | "second" | "house";

/** The name of the resource that is a place of the program's own. */
export const HOUSE = "house";

/** The explicit providers that every program makes. */
export const PROVIDERS = ["east", "west"] as const;

/** What every declaration may have. */
interface Declarable {
  readonly options?: ResourceOptions;
}

/** What refers to members, the id of the first of whom may be known only when another resource is there. */
interface Waiting extends Declarable {
  /** The name of that resource. */
  readonly waitsFor?: string;
}

/** One member of a place. */
export interface Membership extends Waiting {
  readonly kind: "membership";
  readonly place: PlaceName;
  /** The index of the member. */
  readonly member: number;
  readonly standing: Standing;
  readonly adoptExisting: boolean;
}

/** The members of a place as one resource. */
export interface Roster extends Waiting {
  readonly kind: "roster";
  readonly place: PlaceName;
  /** Standings by the index of the member. */
  readonly members: ReadonlyMap<number, Standing>;
  readonly exclusive: boolean;
  readonly ignored: readonly number[];
}

/** A place of the program's own. */
export interface OwnPlace extends Declarable {
  readonly kind: "place";
  readonly title: string;
  /** The id that the program chooses for it. */
  readonly chosenId: string | undefined;
}

export type Declaration = Membership | Roster | OwnPlace;

/** A program: its resources by name. The place of its own has the name {@link HOUSE}. */
export type Program = ReadonlyMap<string, Declaration>;

export const EMPTY: Program = new Map();

/** Whether the classes of the package would accept it: nothing is declared twice, and no two resources fight. */
export function isValid(program: Program): boolean {
  const all = [...program.values()];
  const hasPlaces = all.every((one) => placeOf(one) !== HOUSE || program.has(HOUSE));
  const keys = all.flatMap((one) =>
    [...standingsOf(one).keys()].map((member) => `${placeOf(one)} ${member}`),
  );
  return (
    hasPlaces &&
    new Set(keys).size === keys.length &&
    all.every((one) => isSound(one, all)) &&
    [...program].every(([name, one]) => waitsForThere(name, one, program))
  );
}

/** The program with a resource more or changed. */
export function withResource(program: Program, name: string, declaration: Declaration): Program {
  return new Map([...program, [name, declaration]]);
}

/** The program without a resource, and without those that are in it. */
export function withoutResource(program: Program, name: string): Program {
  const left = [...program].filter(([other, one]) => other !== name && placeOf(one) !== name);
  return new Map(left.map(([other, one]) => [other, withoutReferences(one, name)]));
}

/** Which resources another one is waited for by. Those of one rank wait for none of the others. */
const RANKS = [[HOUSE], ["ana", "ben", "cem", "dan"], ["team", "crew"]];

/** Whether a resource may refer to another one without a circle. */
export function mayWaitFor(name: string, other: string): boolean {
  const rankOf = (one: string): number => RANKS.findIndex((names) => names.includes(one));
  return rankOf(other) < rankOf(name);
}

function waitsForThere(name: string, one: Declaration, program: Program): boolean {
  const { deletedWith } = one.options ?? {};
  const waitsFor = one.kind === "place" ? undefined : one.waitsFor;
  return [deletedWith, waitsFor].every(
    (other) => other === undefined || (program.has(other) && mayWaitFor(name, other)),
  );
}

function withoutReferences(one: Declaration, name: string): Declaration {
  const { deletedWith, ...options } = one.options ?? {};
  const kept = deletedWith === name ? { ...one, options } : one;
  if (kept.kind === "place" || kept.waitsFor !== name) return kept;
  return omit(kept, "waitsFor") as Declaration;
}

/** The place in which a resource has members; undefined for a place itself. */
export function placeOf(one: Declaration): PlaceName | undefined {
  return one.kind === "place" ? undefined : one.place;
}

/** The standings that a resource declares, by the index of the member. */
export function standingsOf(one: Declaration): ReadonlyMap<number, Standing> {
  switch (one.kind) {
    case "place":
      return new Map();
    case "membership":
      return new Map([[one.member, one.standing]]);
    case "roster":
      return one.members;
  }
}

/** A resource in the words of a report. */
export function inWords(one: Declaration): string {
  const waits = one.kind !== "place" && one.waitsFor !== undefined ? `; waits for ${one.waitsFor}` : "";
  const options = Object.keys(one.options ?? {}).length > 0 ? `; ${JSON.stringify(one.options)}` : "";
  return `${withoutOptions(one)}${waits}${options}`;
}

function withoutOptions(one: Declaration): string {
  switch (one.kind) {
    case "place":
      return `place "${one.title}"${one.chosenId === undefined ? "" : ` with the id ${one.chosenId}`}`;
    case "membership": {
      const { member, place, standing, adoptExisting } = one;
      return `member ${member} of ${place} as ${standing}${adoptExisting ? ", adopted" : ""}`;
    }
    case "roster": {
      const { members, place, exclusive, ignored } = one;
      const list = [...members].map(([member, standing]) => `${member} ${standing}`).join(", ");
      return `roster of ${place}: ${list}${exclusive ? "; exclusive" : ""}; ignores [${ignored.join()}]`;
    }
  }
}

function isSound(one: Declaration, all: readonly Declaration[]): boolean {
  if (one.kind !== "roster") return true;
  if (one.ignored.some((member) => one.members.has(member))) return false;
  if (!one.exclusive) return true;
  const others = all.filter((other) => other !== one && placeOf(other) === one.place);
  return (
    one.members.size > 0 &&
    others.every((other) => [...standingsOf(other).keys()].every((member) => one.ignored.includes(member)))
  );
}
