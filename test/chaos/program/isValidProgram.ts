import { contradictsItself } from "./contradictions";
import {
  accessOf,
  accessOfName,
  ALL_ACCESS_NAMES,
  DECLARED_PARENT,
  isRosterName,
  MEMBERSHIP_NAMES,
  parentOf,
  referencesOf,
  ROSTER_NAMES,
  rolesOf,
  type Declaration,
  type Program,
} from "./program";

/** Whether the package accepts the program: it declares no member twice, and no two resources conflict. */
export function isValidProgram(program: Program): boolean {
  const all = [...program.values()];
  const hasParents = all.every(
    (declaration) => parentOf(declaration) !== DECLARED_PARENT || program.has(DECLARED_PARENT),
  );
  const memberships = all.flatMap((declaration) =>
    [...rolesOf(declaration).keys()].map(
      (member) => `${parentOf(declaration)} ${accessOf(declaration)} ${member}`,
    ),
  );
  return (
    hasParents &&
    new Set(memberships).size === memberships.length &&
    [...program].every(([name, declaration]) => hasNameOfItsKind(name, declaration)) &&
    !contradictsItself(program) &&
    all.every((declaration) => isValidRoster(declaration, all)) &&
    [...program].every(([name, declaration]) => hasValidReferences(name, declaration, program)) &&
    [...program.keys()].every((name) => !refersTo(name, name, program))
  );
}

/** The declarations of one list never reference each other, so that there are no cycles. */
const RANKS: readonly (readonly string[])[] = [
  [DECLARED_PARENT],
  MEMBERSHIP_NAMES,
  ROSTER_NAMES,
  ALL_ACCESS_NAMES,
];

/** Whether a declaration may reference another one without a cycle. */
export function mayReference(name: string, other: string): boolean {
  const rankOf = (declared: string): number => RANKS.findIndex((names) => names.includes(declared));
  return rankOf(other) < rankOf(name);
}

function hasNameOfItsKind(name: string, declaration: Declaration): boolean {
  return (
    accessOf(declaration) === accessOfName(name) && isRosterName(name) === (declaration.kind === "roster")
  );
}

function hasValidReferences(name: string, declaration: Declaration, program: Program): boolean {
  const { deletedWith } = declaration.options ?? {};
  const { memberIdFrom, dependsOn } = referencesOf(declaration);
  return (
    [deletedWith, memberIdFrom].every(
      (other) => other === undefined || (program.has(other) && mayReference(name, other)),
    ) &&
    (dependsOn === undefined || program.has(dependsOn))
  );
}

// Directly or indirectly. Cycles that do not contain `name` are found when their own declarations are checked.
function refersTo(name: string, wanted: string, program: Program, visited = new Set<string>()): boolean {
  const declaration = program.get(name);
  if (!declaration || visited.has(name)) return false;
  visited.add(name);
  const { memberIdFrom, dependsOn } = referencesOf(declaration);
  return [parentOf(declaration), declaration.options?.deletedWith, memberIdFrom, dependsOn].some(
    (other) => other !== undefined && (other === wanted || refersTo(other, wanted, program, visited)),
  );
}

function isValidRoster(declaration: Declaration, all: readonly Declaration[]): boolean {
  if (declaration.kind !== "roster") return true;
  if (declaration.ignored.some((member) => declaration.members.has(member))) return false;
  if (!declaration.exclusive) return true;
  const others = all.filter(
    (other) =>
      other !== declaration &&
      parentOf(other) === declaration.parent &&
      accessOf(other) === declaration.access,
  );
  return (
    declaration.members.size > 0 &&
    others.every((other) =>
      [...rolesOf(other).keys()].every((member) => declaration.ignored.includes(member)),
    )
  );
}
