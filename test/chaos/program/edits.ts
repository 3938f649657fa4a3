import type { Standing } from "../model/family";
import { edit, type Edit } from "./edit";
import { inWords, standingsOf, withoutResource, withResource } from "./program";
import type { Declaration } from "./program";

export type { Edit } from "./edit";

/** Declares a resource, in the place of the one of that name if there is one. */
export function declare(name: string, declaration: Declaration): Edit {
  return edit(`declare(${name}, ${inWords(declaration)})`, (program) =>
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
export function changeStanding(
  name: string,
  which: number,
  otherThan: (standing: Standing) => Standing,
): Edit {
  return edit(`changeStanding(${name}, ${which})`, (program) => {
    const one = program.get(name);
    const standings = one ? [...standingsOf(one)] : [];
    const [member, standing] = standings[which % standings.length] ?? [];
    if (one?.kind === "membership") {
      return withResource(program, name, { ...one, standing: otherThan(one.standing) });
    }
    if (one?.kind !== "roster" || member === undefined || standing === undefined) return undefined;
    const members = new Map([...one.members, [member, otherThan(standing)]]);
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
