import { factsOf, isWithin, memberKey, type Key } from "../model/contents";
import type { Role, World } from "../model/resourceFamily";

/** Something that somebody else does in the service, behind Pulumi's back. */
export interface Act {
  /** Whether it can be done now. */
  possible(world: World): boolean;
  /** Does it, and returns what it changed; the second are theirs from now on. */
  perform(world: World): { disturbed: readonly Key[]; theirs?: readonly Key[] };
  toString(): string;
}

/** A member in a place, by index. */
export interface Spot {
  /** Which of the places that there are when it is done. */
  readonly parent: number;
  readonly member: number;
}

/** Somebody else adds a member. */
export function add(spot: Spot, role: Role): Act {
  return {
    possible: (world) => isAt(world, spot) === false,
    perform: (world) => {
      const { parentId, memberId, key } = idsAt(world, spot);
      world.put(parentId, memberId, role);
      return { disturbed: [key], theirs: [key] };
    },
    toString: () => `somebodyAdds(${spot.member} to place ${spot.parent} as ${role})`,
  };
}

/** Somebody else takes a member out. */
export function remove(spot: Spot): Act {
  return {
    possible: (world) => isAt(world, spot) === true,
    perform: (world) => {
      const { parentId, memberId, key } = idsAt(world, spot);
      world.removeMember(parentId, memberId);
      return { disturbed: [key] };
    },
    toString: () => `somebodyRemoves(${spot.member} from place ${spot.parent})`,
  };
}

/** Somebody else gives a member the other standing. */
export function setRole(spot: Spot, otherThan: (role: Role) => Role): Act {
  return {
    possible: (world) => isAt(world, spot) === true,
    perform: (world) => {
      const { parentId, memberId, key } = idsAt(world, spot);
      world.put(parentId, memberId, otherThan(world.membersOf(parentId).get(memberId)!));
      return { disturbed: [key] };
    },
    toString: () => `somebodyChangesTheStanding(of ${spot.member} in place ${spot.parent})`,
  };
}

/** Somebody else deletes a place. */
export function removeParent(parent: number): Act {
  return {
    possible: (world) => parentAt(world, parent) !== undefined,
    perform: (world) => {
      const parentId = parentAt(world, parent)!;
      const disturbed = [...factsOf(world).keys()].filter(
        (key) => key === parentId || isWithin(key, parentId),
      );
      world.removeParent(parentId);
      return { disturbed };
    },
    toString: () => `somebodyDeletesPlace(${parent})`,
  };
}

/** Whether the member is there; undefined where the place is not. */
function isAt(world: World, { parent, member }: Spot): boolean | undefined {
  const parentId = parentAt(world, parent);
  return parentId === undefined ? undefined : world.membersOf(parentId).has(world.members[member]!);
}

function idsAt(world: World, { parent, member }: Spot): { parentId: string; memberId: string; key: Key } {
  const parentId = parentAt(world, parent)!;
  const memberId = world.members[member]!;
  return { parentId, memberId, key: memberKey(parentId, memberId) };
}

function parentAt(world: World, index: number): string | undefined {
  return world.parents()[index]?.parentId;
}
