import type { AccessKind, Role } from "../model/resourceFamily";
import { contradictsItself } from "./contradictions";
import { edit, type Edit } from "./edit";
import { mayReference } from "./isValidProgram";
import { memberAt, nthName, withMember, withoutMember } from "./moves";
import {
  ACCESS_NAMES,
  accessOf,
  INSTANCE,
  rolesOf,
  withDeclaration,
  withoutDeclaration,
  type AccessDeclaration,
  type Program,
} from "./program";

/** Gives a declaration another member, and its old member to a new declaration of the same kind. */
export function exchangeAccess(
  index: number,
  member: number,
  { adoptExisting, deleteBeforeReplace }: { adoptExisting: boolean; deleteBeforeReplace: boolean },
): Edit {
  const order = deleteBeforeReplace ? ", deleted before its replacement" : "";
  return edit(`exchange(access ${index} gets ${member}${order}; another one gets the old)`, (program) => {
    const from = nthName(program, index, ["access"]);
    const declaration = from === undefined ? undefined : program.get(from);
    if (declaration?.kind !== "access") return undefined;
    const to = freeName(program, declaration.access);
    if (to === undefined) return undefined;
    const options = { ...declaration.options, deleteBeforeReplace };
    const changed = withDeclaration(program, from!, { ...declaration, member, options });
    const { access, parent } = declaration;
    return withDeclaration(changed, to, {
      ...{ kind: "access", access, parent, adoptExisting },
      member: declaration.member,
    });
  });
}

/** Drops a member from a membership or roster, and bans it. */
export function banMember(declarationIndex: number, memberIndex: number): Edit {
  return edit(`ban(member ${memberIndex} of declaration ${declarationIndex})`, (program) => {
    const from = nthName(program, declarationIndex, ["membership", "roster"]);
    const moved = from === undefined ? undefined : memberAt(program, from, memberIndex);
    const to = freeName(program, "ban");
    if (!moved || to === undefined) return undefined;
    const { parent, member } = moved;
    return withDeclaration(withoutMember(program, from!, member), to, newAccess("ban", parent, member));
  });
}

/** Drops the rights of a user, and bans the user. Amazon Chime refuses that in one update. */
export function banInsteadOfRights(index: number): Edit {
  return edit(`ban(access ${index})`, (program) => {
    const from = nthName(program, index, ["access"]);
    const declaration = from === undefined ? undefined : program.get(from);
    const to = freeName(program, "ban");
    if (declaration?.kind !== "access" || declaration.access === "ban" || to === undefined) return undefined;
    const { parent, member } = declaration;
    const ban = newAccess("ban", parent === INSTANCE ? "first" : parent, member);
    return withDeclaration(withoutDeclaration(program, from!), to, ban);
  });
}

/** Drops a ban, and makes the user a member. Amazon Chime refuses that in one update. */
export function admitBanned(index: number, to: string, role: Role): Edit {
  return edit(`admit(access ${index}, to ${to})`, (program) => {
    const from = nthName(program, index, ["access"]);
    const ban = from === undefined ? undefined : program.get(from);
    if (ban?.kind !== "access" || ban.access !== "ban" || ban.parent === INSTANCE) return undefined;
    const { parent, member } = ban;
    return withMember(withoutDeclaration(program, from!), to, { parent, member, role }, false);
  });
}

/**
 * The program with the ban of a member or moderator that it declares with a known id. Undefined if there is none.
 *
 * @param index The position among those members and moderators.
 * @param idFrom The name of a declaration whose output is the id of the banned member, if there is one. Undefined: it is known.
 */
export function contradicting(
  program: Program,
  index: number,
  idFrom?: string,
): { readonly program: Program; readonly name: string } | undefined {
  const name = freeName(program, "ban");
  const candidates = [...program.values()].flatMap((declaration): AccessDeclaration[] => {
    if (declaration.kind === "parent" || declaration.memberIdFrom !== undefined) return [];
    const isMemberOrModerator = [undefined, "moderator"].includes(accessOf(declaration));
    const members = isMemberOrModerator ? [...rolesOf(declaration).keys()] : [];
    return members.map((member) => newAccess("ban", declaration.parent, member));
  });
  const ban = candidates[index % candidates.length];
  if (name === undefined || ban === undefined) return undefined;
  const isLate = idFrom !== undefined && program.has(idFrom) && mayReference(name, idFrom);
  const added = withDeclaration(program, name, { ...ban, ...(isLate ? { memberIdFrom: idFrom } : {}) });
  return contradictsItself(added) ? { program: added, name } : undefined;
}

function freeName(program: Program, access: AccessKind): string | undefined {
  return ACCESS_NAMES[access].find((name) => !program.has(name));
}

function newAccess(
  access: AccessKind,
  parent: AccessDeclaration["parent"],
  member: number,
): AccessDeclaration {
  return { kind: "access", access, parent, member, adoptExisting: false };
}
