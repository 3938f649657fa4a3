import { accessOf, parentOf, rolesOf, type MemberDeclaration, type Program } from "./program";
import type { AccessKind } from "../model/resourceFamily";

/** A membership, or an access. */
interface Item {
  readonly access: AccessKind | undefined;
  readonly parent: MemberDeclaration["parent"] | undefined;
  readonly member: number;
}

/**
 * Whether the program bans a member whom another declaration makes a member, a moderator or an administrator. The package
 * refuses that.
 */
export function contradictsItself(program: Program): boolean {
  const all = itemsIn(program);
  return all.some((ban) => ban.access === "ban" && all.some((other) => excludes(other, ban)));
}

function itemsIn(program: Program): Item[] {
  return [...program.values()].flatMap((declaration) =>
    [...rolesOf(declaration).keys()].map((member) => ({
      ...{ access: accessOf(declaration), parent: parentOf(declaration) },
      member,
    })),
  );
}

function excludes({ access, parent, member }: Item, ban: Item): boolean {
  if (member !== ban.member || access === "ban") return false;
  return access === "admin" || parent === ban.parent;
}
