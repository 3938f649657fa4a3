import type { Role } from "../model/resourceFamily";
import { edit, type Edit } from "./edit";
import { describeDeclaration, rolesOf, withoutResource, withResource } from "./program";
import type { Declaration } from "./program";

export type { Edit } from "./edit";

/** Declares a resource, in the place of the one of that name if there is one. */
export function declare(name: string, declaration: Declaration): Edit {
  return edit(`declare(${name}, ${describeDeclaration(declaration)})`, (program) =>
    withResource(program, name, declaration),
  );
}

/** Takes a resource out of the program, and those that refer to it. */
export function drop(name: string): Edit {
  return edit(`drop(${name})`, (program) => (program.has(name) ? withoutResource(program, name) : undefined));
}

/**
 * Gives one of the members of a resource the other standing.
 *
 * @param which Which of the members of a roster.
 */
export function changeRole(name: string, which: number, otherThan: (role: Role) => Role): Edit {
  return edit(`changeStanding(${name}, ${which})`, (program) => {
    const one = program.get(name);
    const roles = one ? [...rolesOf(one)] : [];
    const [member, role] = roles[which % roles.length] ?? [];
    if (one?.kind === "membership") {
      return withResource(program, name, { ...one, role: otherThan(one.role) });
    }
    if (one?.kind !== "roster" || member === undefined || role === undefined) return undefined;
    const members = new Map([...one.members, [member, otherThan(role)]]);
    return withResource(program, name, { ...one, members });
  });
}

/** Gives a resource another name, so that a new one is to take over what the old one has. */
export function rename(from: string, to: string, adoptExisting: boolean): Edit {
  return edit(`rename(${from} to ${to}${adoptExisting ? ", adopted" : ""})`, (program) => {
    const one = program.get(from);
    if (!one || program.has(to)) return undefined;
    const moved = one.kind === "membership" ? { ...one, adoptExisting } : one;
    return withResource(withoutResource(program, from), to, moved);
  });
}
