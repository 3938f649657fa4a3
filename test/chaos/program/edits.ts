import type { Role } from "../model/resourceFamily";
import { describeDeclaration } from "./describeDeclaration";
import { edit, type Edit } from "./edit";
import { rolesOf, withDeclaration, withoutDeclaration, type Declaration } from "./program";

/** Adds a declaration, or replaces the declaration of the same name. */
export function declare(name: string, declaration: Declaration): Edit {
  return edit(`declare(${name}, ${describeDeclaration(declaration)})`, (program) =>
    withDeclaration(program, name, declaration),
  );
}

/** Removes a declaration and the declarations in it. */
export function drop(name: string): Edit {
  return edit(`drop(${name})`, (program) =>
    program.has(name) ? withoutDeclaration(program, name) : undefined,
  );
}

/**
 * Changes the role of a declared member.
 *
 * @param memberIndex The position of the member in a roster.
 */
export function changeRole(name: string, memberIndex: number, otherRole: (role: Role) => Role): Edit {
  return edit(`changeRole(${name}, ${memberIndex})`, (program) => {
    const declaration = program.get(name);
    const roles = declaration ? [...rolesOf(declaration)] : [];
    const [member, role] = roles[memberIndex % roles.length] ?? [];
    if (declaration?.kind === "membership") {
      return withDeclaration(program, name, { ...declaration, role: otherRole(declaration.role) });
    }
    if (declaration?.kind !== "roster" || member === undefined || role === undefined) return undefined;
    const members = new Map([...declaration.members, [member, otherRole(role)]]);
    return withDeclaration(program, name, { ...declaration, members });
  });
}

/** Renames a declaration without an alias, so that Pulumi creates a new resource and deletes the old one. */
export function rename(from: string, to: string, adoptExisting: boolean): Edit {
  return edit(`rename(${from} to ${to}${adoptExisting ? ", adopted" : ""})`, (program) => {
    const declaration = program.get(from);
    if (!declaration || program.has(to)) return undefined;
    const mayAdopt = declaration.kind === "membership" || declaration.kind === "access";
    const renamed = mayAdopt ? { ...declaration, adoptExisting } : declaration;
    return withDeclaration(withoutDeclaration(program, from), to, renamed);
  });
}
