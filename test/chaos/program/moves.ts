import type { ResourceOptions } from "../engine/declaredResource";
import type { Role } from "../model/resourceFamily";
import { edit, type Edit } from "./edit";
import {
  DECLARED_PARENT,
  DECLARED_PARENT_NAMES,
  mayReference,
  rolesOf,
  withoutResource,
  withResource,
} from "./program";
import type { Declaration, ParentName, Program } from "./program";

/** How a resource takes members over. */
interface MoveOptions {
  readonly adoptExisting: boolean;
  /** On which of the others it depends from then on, the old one counted first. Default: on none. */
  readonly after?: number | undefined;
}

/**
 * Moves a member from one resource to another: a roster that is there or comes to be, or a membership of its own.
 *
 * @param nth Which of the resources that have members, and that the program has then.
 * @param which Which of the members of a roster.
 * @param to The name of the other one; a membership must be new.
 */
export function moveMember(nth: number, which: number, to: string, taking: MoveOptions): Edit {
  const words = `move(member ${which} of resource ${nth} to ${to}${inWords(taking)})`;
  return edit(words, (program) => {
    const from = nthName(program, nth, ["membership", "roster"]);
    const moved = from === undefined || from === to ? undefined : memberAt(program, from, which);
    const after =
      moved && withMember(withoutMember(program, from!, moved.member), to, moved, taking.adoptExisting);
    return after && withDependency(after, to, from!, taking.after);
  });
}

/** Moves all members of the n-th roster to memberships of their own, as far as there are names. */
export function splitRoster(nth: number, names: readonly string[], taking: MoveOptions): Edit {
  return edit(`split(roster ${nth}${inWords(taking)})`, (program) => {
    const from = nthName(program, nth, ["roster"]);
    const free = names.filter((name) => !program.has(name));
    if (from === undefined || free.length === 0) return undefined;
    return free.reduce<Program>((now, to) => {
      const moved = memberAt(now, from, 0);
      const after =
        moved && withMember(withoutMember(now, from, moved.member), to, moved, taking.adoptExisting);
      return after ? withDependency(after, to, from, taking.after) : now;
    }, program);
  });
}

/** Gives a roster another name, and has it depend on another resource: it takes over what the old one has. */
export function renameRosterAndDependOn(from: string, to: string, other: string): Edit {
  return edit(`rename(${from} to ${to}, depends on ${other})`, (program) => {
    const one = program.get(from);
    if (one?.kind !== "roster" || program.has(to) || other === from) return undefined;
    return withResource(withoutResource(program, from), to, { ...one, dependsOn: other });
  });
}

/** A resource depends on another one. */
export function dependOn(name: string, other: string): Edit {
  return edit(`dependOn(${name}, ${other})`, (program) => {
    const one = program.get(name);
    if (!one || one.kind === "parent") return undefined;
    return withResource(program, name, { ...one, dependsOn: other });
  });
}

/** Gives the place of the program's own the other name in Pulumi, without an alias. */
export const renameParent: Edit = edit("renamePlace()", (program) => {
  const one = program.get(DECLARED_PARENT);
  if (one?.kind !== "parent") return undefined;
  const name = DECLARED_PARENT_NAMES.find((other) => other !== one.name) ?? one.name;
  return withResource(program, DECLARED_PARENT, { ...one, name });
});

/** Moves all memberships of the place of the n-th to a roster. */
export function mergeIntoRoster(nth: number, to: string): Edit {
  return edit(`gather(membership ${nth} and others in ${to})`, (program) => {
    const first = program.get(nthName(program, nth, ["membership"]) ?? "");
    if (first?.kind !== "membership") return undefined;
    const all = [...program].filter(([, one]) => one.kind === "membership" && one.parent === first.parent);
    return all.reduce<Program | undefined>((now, [name]) => {
      const moved = now && memberAt(now, name, 0);
      return moved ? withMember(withoutMember(now, name, moved.member), to, moved, false) : now;
    }, program);
  });
}

/** A member of the n-th roster is let alone from now on, by this one, or by another of the place under a name. */
export function ignoreMember(nth: number, which: number, by: string): Edit {
  return edit(`letAlone(member ${which} of roster ${nth}, by ${by})`, (program) => {
    const from = nthName(program, nth, ["roster"]);
    const moved = from === undefined ? undefined : memberAt(program, from, which);
    if (!moved || from === undefined) return undefined;
    const left = withoutMember(program, from, moved.member);
    const [name, roster] = program.has(by) ? [by, left.get(by)] : [from, left.get(from)];
    if (roster?.kind !== "roster" || roster.parent !== moved.parent) return undefined;
    return withResource(left, name, { ...roster, ignored: [...roster.ignored, moved.member] });
  });
}

/** Gives the n-th resource these options beside those that it has. */
export function setOptions(nth: number, options: ResourceOptions): Edit {
  return edit(`setOptions(resource ${nth}, ${JSON.stringify(options)})`, (program) => {
    const name = nthName(program, nth, ["membership", "parent", "roster"]);
    const one = name === undefined ? undefined : program.get(name);
    return one && withResource(program, name!, { ...one, options: { ...one.options, ...options } });
  });
}

/** The id of the first member is known only when another resource is there. */
export function takeMemberIdFrom(name: string, other: string): Edit {
  return edit(`waitFor(${name}, ${other})`, (program) => {
    const one = program.get(name);
    if (!one || one.kind === "parent" || !program.has(other) || !mayReference(name, other)) return undefined;
    return withResource(program, name, { ...one, memberIdFrom: other });
  });
}

/** Members of the program's own place go with it: they are not removed one by one. */
export function setDeletedWith(name: string): Edit {
  return edit(`deleteWithPlace(${name})`, (program) => {
    const one = program.get(name);
    if (!one || one.kind === "parent" || one.parent !== DECLARED_PARENT) return undefined;
    return withResource(program, name, { ...one, options: { ...one.options, deletedWith: DECLARED_PARENT } });
  });
}

function inWords({ adoptExisting, after }: MoveOptions): string {
  const depends = after === undefined ? "" : `, after other ${after}`;
  return `${adoptExisting ? ", adopted" : ""}${depends}`;
}

function withDependency(program: Program, to: string, from: string, after: number | undefined): Program {
  const one = program.get(to);
  if (after === undefined || !one || one.kind === "parent") return program;
  const others = [...program.keys()].filter((name) => name !== to);
  const all = others.includes(from) ? [from, ...others.filter((name) => name !== from)] : others;
  const dependsOn = all[after % all.length];
  return dependsOn === undefined ? program : withResource(program, to, { ...one, dependsOn });
}

function nthName(program: Program, nth: number, kinds: readonly Declaration["kind"][]): string | undefined {
  const names = [...program].filter(([, { kind }]) => kinds.includes(kind)).map(([name]) => name);
  return names[nth % names.length];
}

interface MovedMember {
  readonly parent: ParentName;
  readonly member: number;
  readonly role: Role;
  readonly options: ResourceOptions | undefined;
}

function memberAt(program: Program, name: string, which: number): MovedMember | undefined {
  const one = program.get(name);
  if (!one || one.kind === "parent") return undefined;
  const all = [...rolesOf(one)];
  const [member, role] = all[which % all.length] ?? [];
  if (member === undefined || role === undefined) return undefined;
  return { parent: one.parent, member, role, options: one.options };
}

function withoutMember(program: Program, name: string, member: number): Program {
  const one = program.get(name);
  if (one?.kind !== "roster") return withoutResource(program, name);
  const members = new Map([...one.members].filter(([other]) => other !== member));
  return withResource(program, name, { ...one, members });
}

function withMember(
  program: Program,
  to: string,
  { parent, member, role, options }: MovedMember,
  adoptExisting: boolean,
): Program | undefined {
  const other = program.get(to);
  const isOfRosters = to === "team" || to === "crew";
  if (other) {
    if (other.kind !== "roster" || other.parent !== parent) return undefined;
    return withResource(program, to, { ...other, members: new Map([...other.members, [member, role]]) });
  }
  const provider = options?.provider === undefined ? {} : { options: { provider: options.provider } };
  const fresh: Declaration = isOfRosters
    ? { kind: "roster", parent, members: new Map([[member, role]]), exclusive: false, ignored: [] }
    : { kind: "membership", parent, member, role, adoptExisting };
  return withResource(program, to, { ...fresh, ...provider });
}
