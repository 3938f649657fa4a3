import type { ResourceOptions } from "../engine/declaredResource";
import type { Role } from "../model/resourceFamily";
import { omit } from "../support/omit";

/** A place: one that was there from the beginning, or that of the program's own. */
export type ParentName = "first" | "second" | "house";

/** The name of the resource that is a place of the program's own. */
export const DECLARED_PARENT = "house";

/** The names that this resource can have in Pulumi: a program may rename it. */
export const DECLARED_PARENT_NAMES = [DECLARED_PARENT, "home"] as const;

/** The explicit providers that every program makes. */
export const PROVIDERS = ["east", "west"] as const;

/** What every declaration may have. */
interface WithOptions {
  readonly options?: ResourceOptions;
}

/** What refers to members. */
interface WithMembers extends WithOptions {
  /** The name of the resource that has to be there before the id of the first member is known. */
  readonly memberIdFrom?: string;
  /** The name of a resource that `dependsOn` has. */
  readonly dependsOn?: string;
}

/** One member of a place. */
export interface MembershipDeclaration extends WithMembers {
  readonly kind: "membership";
  readonly parent: ParentName;
  /** The index of the member. */
  readonly member: number;
  readonly role: Role;
  readonly adoptExisting: boolean;
}

/** The members of a place as one resource. */
export interface RosterDeclaration extends WithMembers {
  readonly kind: "roster";
  readonly parent: ParentName;
  /** Standings by the index of the member. */
  readonly members: ReadonlyMap<number, Role>;
  readonly exclusive: boolean;
  readonly ignored: readonly number[];
}

/** A place of the program's own. */
export interface ParentDeclaration extends WithOptions {
  readonly kind: "parent";
  /** Its name in Pulumi. */
  readonly name: (typeof DECLARED_PARENT_NAMES)[number];
  readonly title: string;
  /** The id that the program chooses for it. */
  readonly chosenId: string | undefined;
}

export type Declaration = MembershipDeclaration | RosterDeclaration | ParentDeclaration;

/** A program: its resources by name. The place of its own has the name {@link DECLARED_PARENT}. */
export type Program = ReadonlyMap<string, Declaration>;

export const EMPTY_PROGRAM: Program = new Map();

/** Whether the classes of the package would accept it: nothing is declared twice, and no two resources fight. */
export function isValid(program: Program): boolean {
  const all = [...program.values()];
  const hasPlaces = all.every((one) => parentOf(one) !== DECLARED_PARENT || program.has(DECLARED_PARENT));
  const keys = all.flatMap((one) => [...rolesOf(one).keys()].map((member) => `${parentOf(one)} ${member}`));
  return (
    hasPlaces &&
    new Set(keys).size === keys.length &&
    all.every((one) => isValidRoster(one, all)) &&
    [...program].every(([name, one]) => hasValidReferences(name, one, program)) &&
    [...program.keys()].every((name) => !refersTo(name, name, program))
  );
}

/** The name in Pulumi of a resource of the program. */
export function pulumiName(program: Program, name: string): string {
  const one = program.get(name);
  return one?.kind === "parent" ? one.name : name;
}

/** The resource of the program that has this name in Pulumi. */
export function findByPulumiName(program: Program, wanted: string): Declaration | undefined {
  return [...program].find(([name]) => pulumiName(program, name) === wanted)?.[1];
}

/** The program with a resource more or changed. */
export function withResource(program: Program, name: string, declaration: Declaration): Program {
  return new Map([...program, [name, declaration]]);
}

/** The program without a resource, and without those that are in it. */
export function withoutResource(program: Program, name: string): Program {
  const left = [...program].filter(([other, one]) => other !== name && parentOf(one) !== name);
  return new Map(left.map(([other, one]) => [other, withoutReferencesTo(one, name)]));
}

/** Which resources another one is waited for by. Those of one rank wait for none of the others. */
const RANKS = [[DECLARED_PARENT], ["ana", "ben", "cem", "dan"], ["team", "crew"]];

/** Whether a resource may refer to another one without a circle. */
export function mayReference(name: string, other: string): boolean {
  const rankOf = (one: string): number => RANKS.findIndex((names) => names.includes(one));
  return rankOf(other) < rankOf(name);
}

function hasValidReferences(name: string, one: Declaration, program: Program): boolean {
  const { deletedWith } = one.options ?? {};
  const { memberIdFrom, dependsOn } = referencesOf(one);
  return (
    [deletedWith, memberIdFrom].every(
      (other) => other === undefined || (program.has(other) && mayReference(name, other)),
    ) &&
    (dependsOn === undefined || program.has(dependsOn))
  );
}

function referencesOf(one: Declaration): Pick<WithMembers, "dependsOn" | "memberIdFrom"> {
  return one.kind === "parent" ? {} : one;
}

// Directly or through others. A circle in which it is not itself is found by those that are in it.
function refersTo(name: string, wanted: string, program: Program, seen = new Set<string>()): boolean {
  const one = program.get(name);
  if (!one || seen.has(name)) return false;
  seen.add(name);
  const { memberIdFrom, dependsOn } = referencesOf(one);
  return [parentOf(one), one.options?.deletedWith, memberIdFrom, dependsOn].some(
    (other) => other !== undefined && (other === wanted || refersTo(other, wanted, program, seen)),
  );
}

function withoutReferencesTo(one: Declaration, name: string): Declaration {
  const { deletedWith, ...options } = one.options ?? {};
  const kept = deletedWith === name ? { ...one, options } : one;
  if (kept.kind === "parent") return kept;
  const known = kept.memberIdFrom === name ? (omit(kept, "memberIdFrom") as typeof kept) : kept;
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
export function describeDeclaration(one: Declaration): string {
  const { memberIdFrom, dependsOn } = referencesOf(one);
  const waits = memberIdFrom === undefined ? "" : `; waits for ${memberIdFrom}`;
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

function isValidRoster(one: Declaration, all: readonly Declaration[]): boolean {
  if (one.kind !== "roster") return true;
  if (one.ignored.some((member) => one.members.has(member))) return false;
  if (!one.exclusive) return true;
  const others = all.filter((other) => other !== one && parentOf(other) === one.parent);
  return (
    one.members.size > 0 &&
    others.every((other) => [...rolesOf(other).keys()].every((member) => one.ignored.includes(member)))
  );
}
