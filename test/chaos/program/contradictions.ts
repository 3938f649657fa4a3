import { rolesOf, type AccessDeclaration, type Program } from "./program";

/** Whether two declarations give the same access to the same member. */
export function declaresAccessTwice(program: Program): boolean {
  const ids = accessIn(program).map(({ access, parent, member }) => `${parent} ${access} ${member}`);
  return new Set(ids).size < ids.length;
}

/**
 * The ban of a member whom another declaration makes a member, a moderator or an administrator. The package refuses
 * that.
 */
export function contradictionIn(program: Program): AccessDeclaration | undefined {
  const all = accessIn(program);
  return all.find(
    (ban) =>
      ban.access === "ban" &&
      (isMember(program, ban) || all.some((other) => other !== ban && excludes(other, ban))),
  );
}

function accessIn(program: Program): AccessDeclaration[] {
  return [...program.values()].filter((declaration) => declaration.kind === "access");
}

function isMember(program: Program, { parent, member }: AccessDeclaration): boolean {
  return [...program.values()].some(
    (declaration) =>
      declaration.kind !== "parent" && declaration.parent === parent && rolesOf(declaration).has(member),
  );
}

function excludes({ access, parent, member }: AccessDeclaration, ban: AccessDeclaration): boolean {
  if (member !== ban.member) return false;
  return access === "admin" || (access === "moderator" && parent === ban.parent);
}
