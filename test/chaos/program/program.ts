import type { ResourceOptions } from "../engine/declaredResource";
import type { Role } from "../model/resourceFamily";
import { omit } from "../support/omit";

/** A place: one that was there from the beginning, or that of the program's own. */
export type ParentName = "first" | "second" | "house";

/** The name of the resource that is a place of the program's own. */
export const HOUSE = "house";

/** The names that this resource can have in Pulumi: a program may rename it. */
export const HOUSE_NAMES = [HOUSE, "home"] as const;

/** The explicit providers that every program makes. */
export const PROVIDERS = ["east", "west"] as const;

/** What every declaration may have. */
interface Declarable {
  readonly options?: ResourceOptions;
}

/** What refers to members. */
interface Waiting extends Declarable {
  /** The name of the resource that has to be there before the id of the first member is known. */
  readonly waitsFor?: string;
  /** The name of a resource that `dependsOn` has. */
  readonly dependsOn?: string;
}

/** One member of a place. */
export interface Membership extends Waiting {
  readonly kind: "membership";
  readonly parent: ParentName;
  /** The index of the member. */
  readonly member: number;
  readonly role: Role;
  readonly adoptExisting: boolean;
}

/** The members of a place as one resource. */
export interface Roster extends Waiting {
  readonly kind: "roster";
  readonly parent: ParentName;
  /** Standings by the index of the member. */
  readonly members: ReadonlyMap<number, Role>;
  readonly exclusive: boolean;
  readonly ignored: readonly number[];
}

/** A place of the program's own. */
export interface DeclaredParent extends Declarable {
  readonly kind: "parent";
  /** Its name in Pulumi. */
  readonly name: (typeof HOUSE_NAMES)[number];
  readonly title: string;
  /** The id that the program chooses for it. */
  readonly chosenId: string | undefined;
}

export type Declaration = Membership | Roster | DeclaredParent;

/** A program: its resources by name. The place of its own has the name {@link HOUSE}. */
export type Program = ReadonlyMap<string, Declaration>;

export const EMPTY: Program = new Map();

/** Whether the classes of the package would accept it: nothing is declared twice, and no two resources fight. */
export function isValid(program: Program): boolean {
  const all = [...program.values()];
  const hasPlaces = all.every((one) => parentOf(one) !== HOUSE || program.has(HOUSE));
  const keys = all.flatMap((one) => [...rolesOf(one).keys()].map((member) => `${parentOf(one)} ${member}`));
  return (
    hasPlaces &&
    new Set(keys).size === keys.length &&
    all.every((one) => isSound(one, all)) &&
    [...program].every(([name, one]) => waitsForThere(name, one, program)) &&
    [...program.keys()].every((name) => !refersTo(name, name, program))
  );
}

/** The name in Pulumi of a resource of the program. */
export function pulumiName(program: Program, name: string): string {
  const one = program.get(name);
  return one?.kind === "parent" ? one.name : name;
}

/** The resource of the program that has this name in Pulumi. */
export function withPulumiName(program: Program, wanted: string): Declaration | undefined {
  return [...program].find(([name]) => pulumiName(program, name) === wanted)?.[1];
}

/** The program with a resource more or changed. */
export function withResource(program: Program, name: string, declaration: Declaration): Program {
  return new Map([...program, [name, declaration]]);
}

/** The program without a resource, and without those that are in it. */
export function withoutResource(program: Program, name: string): Program {
  const left = [...program].filter(([other, one]) => other !== name && parentOf(one) !== name);
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
  const { waitsFor, dependsOn } = referencesOf(one);
  return (
    [deletedWith, waitsFor].every(
      (other) => other === undefined || (program.has(other) && mayWaitFor(name, other)),
    ) &&
    (dependsOn === undefined || program.has(dependsOn))
  );
}

function referencesOf(one: Declaration): Pick<Waiting, "dependsOn" | "waitsFor"> {
  return one.kind === "parent" ? {} : one;
}

// Directly or through others. A circle in which it is not itself is found by those that are in it.
function refersTo(name: string, wanted: string, program: Program, seen = new Set<string>()): boolean {
  const one = program.get(name);
  if (!one || seen.has(name)) return false;
  seen.add(name);
  const { waitsFor, dependsOn } = referencesOf(one);
  return [parentOf(one), one.options?.deletedWith, waitsFor, dependsOn].some(
    (other) => other !== undefined && (other === wanted || refersTo(other, wanted, program, seen)),
  );
}

function withoutReferences(one: Declaration, name: string): Declaration {
  const { deletedWith, ...options } = one.options ?? {};
  const kept = deletedWith === name ? { ...one, options } : one;
  if (kept.kind === "parent") return kept;
  const known = kept.waitsFor === name ? (omit(kept, "waitsFor") as typeof kept) : kept;
  return known.dependsOn === name ? (omit(known, "dependsOn") as typeof known) : known;
}

/** The place in which a resource has members; undefined for a place itself. */
export function parentOf(one: Declaration): ParentName | undefined {
  return one.kind === "parent" ? undefined : one.parent;
}

/** The standings that a resource declares, by the index of the member. */
export function rolesOf(one: Declaration): ReadonlyMap<number, Role> {
  switch (one.kind) {
    case "parent":
      return new Map();
    case "membership":
      return new Map([[one.member, one.role]]);
    case "roster":
      return one.members;
  }
}

/** A resource in the words of a report. */
export function inWords(one: Declaration): string {
  const { waitsFor, dependsOn } = referencesOf(one);
  const waits = waitsFor === undefined ? "" : `; waits for ${waitsFor}`;
  const depends = dependsOn === undefined ? "" : `; depends on ${dependsOn}`;
  const options = Object.keys(one.options ?? {}).length > 0 ? `; ${JSON.stringify(one.options)}` : "";
  return `${withoutOptions(one)}${waits}${depends}${options}`;
}

function withoutOptions(one: Declaration): string {
  switch (one.kind) {
    case "parent":
      return `${one.name}, place "${one.title}"${one.chosenId === undefined ? "" : ` with the id ${one.chosenId}`}`;
    case "membership": {
      const { member, parent, role, adoptExisting } = one;
      return `member ${member} of ${parent} as ${role}${adoptExisting ? ", adopted" : ""}`;
    }
    case "roster": {
      const { members, parent, exclusive, ignored } = one;
      const list = [...members].map(([member, role]) => `${member} ${role}`).join(", ");
      return `roster of ${parent}: ${list}${exclusive ? "; exclusive" : ""}; ignores [${ignored.join()}]`;
    }
  }
}

function isSound(one: Declaration, all: readonly Declaration[]): boolean {
  if (one.kind !== "roster") return true;
  if (one.ignored.some((member) => one.members.has(member))) return false;
  if (!one.exclusive) return true;
  const others = all.filter((other) => other !== one && parentOf(other) === one.parent);
  return (
    one.members.size > 0 &&
    others.every((other) => [...rolesOf(other).keys()].every((member) => one.ignored.includes(member)))
  );
}
