import type { ResourceOptions } from "../engine/declaredResource";
import { ACCESS_KINDS, type AccessKind, type Role } from "../model/resourceFamily";
import { omit } from "../support/omit";

/** A parent: one of the two that exist from the start, or the one that the program declares. */
export type ParentName = "first" | "second" | "house";

/** The parent of administrators. It exists from the start, and nobody deletes it. */
export const INSTANCE = "instance";

/** The name of the declaration of the program's own parent. */
export const DECLARED_PARENT = "house";

/** The Pulumi names that the declared parent can have. */
export const DECLARED_PARENT_NAMES = [DECLARED_PARENT, "home"] as const;

/** The names of memberships. */
export const MEMBERSHIP_NAMES = ["ana", "ben", "cem", "dan"] as const;

/** The names of rosters. */
export const ROSTER_NAMES = ["team", "crew"] as const;

/** The names of rosters of moderators. */
export const MODERATOR_ROSTER_NAMES = ["mods", "leads"] as const;

/** The names of administrators, moderators and bans. In Pulumi, resources of different kinds may have one name; not here. */
export const ACCESS_NAMES: Readonly<Record<AccessKind, readonly string[]>> = {
  admin: ["admin-1", "admin-2"],
  moderator: ["moderator-1", "moderator-2", "moderator-3"],
  ban: ["ban-1", "ban-2", "ban-3"],
};

/** All of these names, and those of rosters of moderators. */
export const ALL_ACCESS_NAMES: readonly string[] = [
  ...Object.values(ACCESS_NAMES).flat(),
  ...MODERATOR_ROSTER_NAMES,
];

/** The explicit providers of every program. */
export const PROVIDERS = ["east", "west"] as const;

interface BaseDeclaration {
  readonly options?: ResourceOptions;
}

export interface MemberDeclaration extends BaseDeclaration {
  readonly parent: ParentName | typeof INSTANCE;
  /** The name of the declaration whose output is the id of the first member. Default: the id is known. */
  readonly memberIdFrom?: string;
  /** The name of the declaration in the option `dependsOn`. */
  readonly dependsOn?: string;
}

/** A membership resource. */
export interface MembershipDeclaration extends MemberDeclaration {
  readonly kind: "membership";
  /** The index of the member. */
  readonly member: number;
  readonly role: Role;
  readonly adoptExisting: boolean;
}

/** A roster of members or of moderators. */
export interface RosterDeclaration extends MemberDeclaration {
  readonly kind: "roster";
  /** Undefined: the roster has members. */
  readonly access?: "moderator" | undefined;
  /** Roles by the index of the member. The role of a moderator is the kind of access. */
  readonly members: ReadonlyMap<number, Role>;
  readonly exclusive: boolean;
  /** The indexes of the members in `ignoreMembers`. */
  readonly ignored: readonly number[];
}

/** An administrator, a moderator or a ban. */
export interface AccessDeclaration extends MemberDeclaration {
  readonly kind: "access";
  readonly access: AccessKind;
  /** The index of the member. */
  readonly member: number;
  readonly adoptExisting: boolean;
}

/** A resource for a room or channel. */
export interface ParentDeclaration extends BaseDeclaration {
  readonly kind: "parent";
  /** The name of the resource in Pulumi. */
  readonly resourceName: (typeof DECLARED_PARENT_NAMES)[number];
  /** The name of the room or channel. */
  readonly name: string;
  /** The id that the program chooses. Undefined: the service generates it. */
  readonly chosenId: string | undefined;
}

export type Declaration = MembershipDeclaration | RosterDeclaration | ParentDeclaration | AccessDeclaration;

/** A program: its declarations by name. The name of the declared parent is {@link DECLARED_PARENT}. */
export type Program = ReadonlyMap<string, Declaration>;

export const EMPTY_PROGRAM: Program = new Map();

/** The Pulumi name of a declaration. */
export function resourceNameOf(program: Program, name: string): string {
  const declaration = program.get(name);
  return declaration?.kind === "parent" ? declaration.resourceName : name;
}

/** The declaration with a Pulumi name. */
export function findByResourceName(program: Program, resourceName: string): Declaration | undefined {
  return [...program].find(([name]) => resourceNameOf(program, name) === resourceName)?.[1];
}

/** Adds or replaces a declaration. */
export function withDeclaration(program: Program, name: string, declaration: Declaration): Program {
  return new Map([...program, [name, declaration]]);
}

/** Removes a declaration, the declarations in it if it is a parent, and all references to it. */
export function withoutDeclaration(program: Program, name: string): Program {
  const remaining = [...program].filter(
    ([other, declaration]) => other !== name && parentOf(declaration) !== name,
  );
  return new Map(remaining.map(([other, declaration]) => [other, withoutReferencesTo(declaration, name)]));
}

function withoutReferencesTo(declaration: Declaration, name: string): Declaration {
  const { deletedWith, ...options } = declaration.options ?? {};
  const result = deletedWith === name ? { ...declaration, options } : declaration;
  if (result.kind === "parent") return result;
  const known = result.memberIdFrom === name ? (omit(result, "memberIdFrom") as typeof result) : result;
  return known.dependsOn === name ? (omit(known, "dependsOn") as typeof known) : known;
}

/** The parent of a declaration. Undefined for a parent. */
export function parentOf(declaration: Declaration): MemberDeclaration["parent"] | undefined {
  return declaration.kind === "parent" ? undefined : declaration.parent;
}

/** The access that a declaration gives. Undefined for a parent, and for memberships. */
export function accessOf(declaration: Declaration): AccessKind | undefined {
  return "access" in declaration ? declaration.access : undefined;
}

/** The access that a declaration of this name gives. Undefined for the names of parents, memberships and their rosters. */
export function accessOfName(name: string): AccessKind | undefined {
  if (includes(MODERATOR_ROSTER_NAMES, name)) return "moderator";
  return ACCESS_KINDS.find((kind) => ACCESS_NAMES[kind].includes(name));
}

/** Whether a declaration of this name is a roster. */
export function isRosterName(name: string): boolean {
  return includes([...ROSTER_NAMES, ...MODERATOR_ROSTER_NAMES], name);
}

/** The roles that a declaration gives to members, by the index of the member. The role of an access is its kind. */
export function rolesOf(declaration: Declaration): ReadonlyMap<number, Role> {
  switch (declaration.kind) {
    case "parent":
      return new Map();
    case "access":
      return new Map([[declaration.member, declaration.access]]);
    case "membership":
      return new Map([[declaration.member, declaration.role]]);
    case "roster":
      return declaration.members;
  }
}

function includes(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

/** The references of a membership or roster, besides those in its options. */
export function referencesOf(
  declaration: Declaration,
): Pick<MemberDeclaration, "dependsOn" | "memberIdFrom"> {
  return declaration.kind === "parent" ? {} : declaration;
}
