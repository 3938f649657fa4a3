import type { ResourceOptions } from "../engine/declaredResource";
import type { AccessKind, Role } from "../model/resourceFamily";
import { edit, type Edit } from "./edit";
import { mayReference } from "./isValidProgram";
import {
  accessOf,
  accessOfName,
  DECLARED_PARENT,
  DECLARED_PARENT_NAMES,
  isRosterName,
  parentOf,
  rolesOf,
  withDeclaration,
  withoutDeclaration,
  type Declaration,
  type MemberDeclaration,
  type Program,
} from "./program";

interface MoveOptions {
  readonly adoptExisting: boolean;
  /** The index of another declaration that the new one depends on. The old one has index 0. Default: none. */
  readonly dependsOnIndex?: number | undefined;
}

/**
 * Moves a member to another declaration: an existing or new roster, or a new membership. The name of the other declaration says
 * whether the member is a moderator, here and in the other moves.
 *
 * @param declarationIndex The position of the old declaration among those whose members can move to the other one.
 * @param memberIndex The position of the member in a roster.
 * @param to The name of the other declaration.
 */
export function moveMember(
  declarationIndex: number,
  memberIndex: number,
  to: string,
  options: MoveOptions,
): Edit {
  const description = `move(member ${memberIndex} of declaration ${declarationIndex} to ${to}${describe(options)})`;
  return edit(description, (program) => {
    const from = nthName(program, declarationIndex, ["access", "membership", "roster"], mayMoveTo(to));
    const moved = from === undefined || from === to ? undefined : memberAt(program, from, memberIndex);
    const result =
      moved && withMember(withoutMember(program, from!, moved.member), to, moved, options.adoptExisting);
    return result && withDependency(result, to, from!, options.dependsOnIndex);
  });
}

/** Gives a membership another member, and its old member to another declaration. */
export function exchangeMember(
  membershipIndex: number,
  member: number,
  to: string,
  { adoptExisting, deleteBeforeReplace }: { adoptExisting: boolean; deleteBeforeReplace: boolean },
): Edit {
  const order = deleteBeforeReplace ? ", deleted before its replacement" : "";
  return edit(
    `exchange(membership ${membershipIndex} gets ${member}${order}; ${to} gets the old)`,
    (program) => {
      const from = nthName(program, membershipIndex, SINGLE, mayMoveTo(to));
      const declaration = from === undefined || from === to ? undefined : program.get(from);
      if (declaration?.kind !== "access" && declaration?.kind !== "membership") return undefined;
      const options = { ...declaration.options, deleteBeforeReplace };
      const changed = withDeclaration(program, from!, { ...declaration, member, options });
      const moved = memberAt(program, from!, 0)!;
      return withMember(changed, to, moved, adoptExisting);
    },
  );
}

/** Moves the members of a roster to new memberships, as long as there are names. */
export function splitRoster(rosterIndex: number, names: readonly string[], options: MoveOptions): Edit {
  return edit(`split(roster ${rosterIndex}${describe(options)})`, (program) => {
    const from = nthName(program, rosterIndex, ["roster"], mayMoveTo(names[0]!));
    const unusedNames = names.filter((name) => !program.has(name));
    if (from === undefined || unusedNames.length === 0) return undefined;
    return unusedNames.reduce<Program>((current, to) => {
      const moved = memberAt(current, from, 0);
      const result =
        moved && withMember(withoutMember(current, from, moved.member), to, moved, options.adoptExisting);
      return result ? withDependency(result, to, from, options.dependsOnIndex) : current;
    }, program);
  });
}

/** Renames a roster without an alias, and makes it depend on another declaration. */
export function renameRosterAndDependOn(from: string, to: string, other: string): Edit {
  return edit(`rename(${from} to ${to}, depends on ${other})`, (program) => {
    const declaration = program.get(from);
    if (declaration?.kind !== "roster" || program.has(to) || other === from) return undefined;
    return withDeclaration(withoutDeclaration(program, from), to, { ...declaration, dependsOn: other });
  });
}

/** Makes a declaration depend on another one. */
export function dependOn(name: string, other: string): Edit {
  return edit(`dependOn(${name}, ${other})`, (program) => {
    const declaration = program.get(name);
    if (!declaration || declaration.kind === "parent") return undefined;
    return withDeclaration(program, name, { ...declaration, dependsOn: other });
  });
}

/** Gives the declared parent its other Pulumi name, without an alias. */
export const renameParent: Edit = edit("renameParent()", (program) => {
  const declaration = program.get(DECLARED_PARENT);
  if (declaration?.kind !== "parent") return undefined;
  const { resourceName: oldName } = declaration;
  const resourceName = DECLARED_PARENT_NAMES.find((name) => name !== oldName) ?? oldName;
  return withDeclaration(program, DECLARED_PARENT, { ...declaration, resourceName });
});

/** Moves all memberships of a parent to a roster. @param membershipIndex The position of one of these memberships. */
export function mergeIntoRoster(membershipIndex: number, to: string): Edit {
  return edit(`merge(membership ${membershipIndex} and others into ${to})`, (program) => {
    const first = program.get(nthName(program, membershipIndex, SINGLE, mayMoveTo(to)) ?? "");
    if (!first) return undefined;
    const memberships = [...program].filter(
      ([, declaration]) =>
        SINGLE.includes(declaration.kind) &&
        accessOf(declaration) === accessOf(first) &&
        parentOf(declaration) === parentOf(first),
    );
    return memberships.reduce<Program | undefined>((current, [name]) => {
      const moved = current && memberAt(current, name, 0);
      return moved ? withMember(withoutMember(current, name, moved.member), to, moved, false) : current;
    }, program);
  });
}

/**
 * Moves a member of a roster to `ignoreMembers`.
 *
 * @param by The name of the roster that ignores the member. If there is none of this name, the roster itself does.
 */
export function ignoreMember(rosterIndex: number, memberIndex: number, by: string): Edit {
  return edit(`ignore(member ${memberIndex} of roster ${rosterIndex}, by ${by})`, (program) => {
    const from = nthName(program, rosterIndex, ["roster"], mayMoveTo(by));
    const moved = from === undefined ? undefined : memberAt(program, from, memberIndex);
    if (!moved || from === undefined) return undefined;
    const remaining = withoutMember(program, from, moved.member);
    const [name, roster] = program.has(by) ? [by, remaining.get(by)] : [from, remaining.get(from)];
    if (roster?.kind !== "roster" || roster.parent !== moved.parent) return undefined;
    return withDeclaration(remaining, name, { ...roster, ignored: [...roster.ignored, moved.member] });
  });
}

/** Adds resource options to a declaration. */
export function setOptions(declarationIndex: number, options: ResourceOptions): Edit {
  return edit(`setOptions(declaration ${declarationIndex}, ${JSON.stringify(options)})`, (program) => {
    const name = nthName(program, declarationIndex, ["access", "membership", "parent", "roster"]);
    const declaration = name === undefined ? undefined : program.get(name);
    return (
      declaration &&
      withDeclaration(program, name!, { ...declaration, options: { ...declaration.options, ...options } })
    );
  });
}

/** Makes the id of the first member an output of another resource, so that it is unknown until that resource exists. */
export function takeMemberIdFrom(name: string, other: string): Edit {
  return edit(`takeMemberIdFrom(${name}, ${other})`, (program) => {
    const declaration = program.get(name);
    if (!declaration || declaration.kind === "parent") return undefined;
    if (!program.has(other) || !mayReference(name, other)) return undefined;
    return withDeclaration(program, name, { ...declaration, memberIdFrom: other });
  });
}

/** Sets the option `deletedWith` to the declared parent. */
export function setDeletedWith(name: string): Edit {
  return edit(`setDeletedWith(${name})`, (program) => {
    const declaration = program.get(name);
    if (!declaration || declaration.kind === "parent" || declaration.parent !== DECLARED_PARENT)
      return undefined;
    const options = { ...declaration.options, deletedWith: DECLARED_PARENT };
    return withDeclaration(program, name, { ...declaration, options });
  });
}

function describe({ adoptExisting, dependsOnIndex }: MoveOptions): string {
  const dependsOn = dependsOnIndex === undefined ? "" : `, depends on other ${dependsOnIndex}`;
  return `${adoptExisting ? ", adopted" : ""}${dependsOn}`;
}

function withDependency(
  program: Program,
  to: string,
  from: string,
  dependsOnIndex: number | undefined,
): Program {
  const declaration = program.get(to);
  if (dependsOnIndex === undefined || !declaration || declaration.kind === "parent") return program;
  const others = [...program.keys()].filter((name) => name !== to);
  const sorted = others.includes(from) ? [from, ...others.filter((name) => name !== from)] : others;
  const dependsOn = sorted[dependsOnIndex % sorted.length];
  return dependsOn === undefined ? program : withDeclaration(program, to, { ...declaration, dependsOn });
}

export function nthName(
  program: Program,
  index: number,
  kinds: readonly Declaration["kind"][],
  isCandidate: (declaration: Declaration) => boolean = () => true,
): string | undefined {
  const names = [...program]
    .filter(([, declaration]) => kinds.includes(declaration.kind) && isCandidate(declaration))
    .map(([name]) => name);
  return names[index % names.length];
}

// Members cannot become moderators, nor the reverse.
function mayMoveTo(name: string): (declaration: Declaration) => boolean {
  const access = accessOfName(name);
  return (declaration) => accessOf(declaration) === access;
}

/** The kinds of declarations with one member. */
const SINGLE: readonly Declaration["kind"][] = ["access", "membership"];

interface MovedMember {
  readonly parent: MemberDeclaration["parent"];
  readonly access?: AccessKind | undefined;
  readonly member: number;
  readonly role: Role;
  readonly options?: ResourceOptions | undefined;
}

export function memberAt(program: Program, name: string, memberIndex: number): MovedMember | undefined {
  const declaration = program.get(name);
  if (!declaration || declaration.kind === "parent") return undefined;
  const roles = [...rolesOf(declaration)];
  const [member, role] = roles[memberIndex % roles.length] ?? [];
  if (member === undefined || role === undefined) return undefined;
  const { parent, options } = declaration;
  return { parent, access: accessOf(declaration), member, role, options };
}

export function withoutMember(program: Program, name: string, member: number): Program {
  const declaration = program.get(name);
  if (declaration?.kind !== "roster") return withoutDeclaration(program, name);
  const members = new Map([...declaration.members].filter(([other]) => other !== member));
  return withDeclaration(program, name, { ...declaration, members });
}

export function withMember(
  program: Program,
  to: string,
  moved: MovedMember,
  adoptExisting: boolean,
): Program | undefined {
  const { parent, access, member, role, options } = moved;
  const existing = program.get(to);
  if (existing) {
    if (existing.kind !== "roster" || existing.parent !== parent || existing.access !== access)
      return undefined;
    const members = new Map([...existing.members, [member, role]]);
    return withDeclaration(program, to, { ...existing, members });
  }
  const provider = options?.provider === undefined ? {} : { options: { provider: options.provider } };
  const added = isRosterName(to) ? newRoster(moved) : newSingle(moved, adoptExisting);
  return added && withDeclaration(program, to, { ...added, ...provider });
}

function newRoster({ parent, access, member, role }: MovedMember): Declaration | undefined {
  if (access === "admin" || access === "ban") return undefined;
  const members = new Map([[member, role]]);
  return { kind: "roster", parent, access, members, exclusive: false, ignored: [] };
}

function newSingle({ parent, access, member, role }: MovedMember, adoptExisting: boolean): Declaration {
  return access === undefined
    ? { kind: "membership", parent, member, role, adoptExisting }
    : { kind: "access", access, parent, member, adoptExisting };
}
