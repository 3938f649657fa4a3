import type { ResourceOptions } from "../engine/program";
import type { Standing } from "../model/family";
import { edit, type Edit } from "./edit";
import { HOUSE, mayWaitFor, standingsOf, withoutResource, withResource } from "./program";
import type { Declaration, PlaceName, Program } from "./program";

/**
 * Moves a member from one resource to another: a roster that is there or comes to be, or a membership of its own.
 *
 * @param which Which of the members of a roster.
 * @param to The name of the other one; a membership must be new.
 */
export function moveMember(from: string, which: number, to: string, adoptExisting: boolean): Edit {
  const words = `move(${which} of ${from} to ${to}${adoptExisting ? ", adopted" : ""})`;
  return edit(words, (program) => {
    const moved = from === to ? undefined : memberAt(program, from, which);
    return moved && taken(without(program, from, moved.member), to, moved, adoptExisting);
  });
}

/** Moves all members of a roster to memberships of their own, as far as there are names. */
export function split(from: string, names: readonly string[], adoptExisting: boolean): Edit {
  return edit(`split(${from}${adoptExisting ? ", adopted" : ""})`, (program) => {
    const free = names.filter((name) => !program.has(name));
    if (program.get(from)?.kind !== "roster" || free.length === 0) return undefined;
    return free.reduce<Program>((now, to) => {
      const moved = memberAt(now, from, 0);
      return moved ? (taken(without(now, from, moved.member), to, moved, adoptExisting) ?? now) : now;
    }, program);
  });
}

/** Moves all memberships of the place of one of them to a roster. */
export function gather(from: string, to: string): Edit {
  return edit(`gather(${from} and others in ${to})`, (program) => {
    const first = program.get(from);
    if (first?.kind !== "membership") return undefined;
    const all = [...program].filter(([, one]) => one.kind === "membership" && one.place === first.place);
    return all.reduce<Program | undefined>((now, [name]) => {
      const moved = now && memberAt(now, name, 0);
      return moved ? taken(without(now, name, moved.member), to, moved, false) : now;
    }, program);
  });
}

/** A member of a roster is let alone by a roster from now on: this one or another. */
export function letAlone(from: string, which: number, by: string): Edit {
  return edit(`letAlone(${which} of ${from}, by ${by})`, (program) => {
    const moved = memberAt(program, from, which);
    if (!moved || program.get(from)?.kind !== "roster") return undefined;
    const left = without(program, from, moved.member);
    const roster = left.get(by);
    if (roster?.kind !== "roster" || roster.place !== moved.place) return undefined;
    return withResource(left, by, { ...roster, ignored: [...roster.ignored, moved.member] });
  });
}

/** Gives a resource these options beside those that it has. */
export function setOptions(name: string, options: ResourceOptions): Edit {
  return edit(`setOptions(${name}, ${JSON.stringify(options)})`, (program) => {
    const one = program.get(name);
    return one && withResource(program, name, { ...one, options: { ...one.options, ...options } });
  });
}

/** The id of the first member is known only when another resource is there. */
export function waitFor(name: string, other: string): Edit {
  return edit(`waitFor(${name}, ${other})`, (program) => {
    const one = program.get(name);
    if (!one || one.kind === "place" || !program.has(other) || !mayWaitFor(name, other)) return undefined;
    return withResource(program, name, { ...one, waitsFor: other });
  });
}

/** Members of the program's own place go with it: they are not removed one by one. */
export function deleteWithPlace(name: string): Edit {
  return edit(`deleteWithPlace(${name})`, (program) => {
    const one = program.get(name);
    if (!one || one.kind === "place" || one.place !== HOUSE) return undefined;
    return withResource(program, name, { ...one, options: { ...one.options, deletedWith: HOUSE } });
  });
}

interface MovedMember {
  readonly place: PlaceName;
  readonly member: number;
  readonly standing: Standing;
  readonly options: ResourceOptions | undefined;
}

function memberAt(program: Program, name: string, which: number): MovedMember | undefined {
  const one = program.get(name);
  if (!one || one.kind === "place") return undefined;
  const all = [...standingsOf(one)];
  const [member, standing] = all[which % all.length] ?? [];
  if (member === undefined || standing === undefined) return undefined;
  return { place: one.place, member, standing, options: one.options };
}

function without(program: Program, name: string, member: number): Program {
  const one = program.get(name);
  if (one?.kind !== "roster") return withoutResource(program, name);
  const members = new Map([...one.members].filter(([other]) => other !== member));
  return withResource(program, name, { ...one, members });
}

function taken(
  program: Program,
  to: string,
  { place, member, standing, options }: MovedMember,
  adoptExisting: boolean,
): Program | undefined {
  const other = program.get(to);
  const isOfRosters = to === "team" || to === "crew";
  if (other) {
    if (other.kind !== "roster" || other.place !== place) return undefined;
    return withResource(program, to, { ...other, members: new Map([...other.members, [member, standing]]) });
  }
  const provider = options?.provider === undefined ? {} : { options: { provider: options.provider } };
  const fresh: Declaration = isOfRosters
    ? { kind: "roster", place, members: new Map([[member, standing]]), exclusive: false, ignored: [] }
    : { kind: "membership", place, member, standing, adoptExisting };
  return withResource(program, to, { ...fresh, ...provider });
}
