import { contentsOf, isWithin, memberKey, type Key } from "../model/contents";
import type { Role, ServiceFixture } from "../model/resourceFamily";

/** Something that somebody else does in the service, behind Pulumi's back. */
export interface ManualChange {
  /** Whether it can be done now. */
  isPossible(world: ServiceFixture): boolean;
  /** Does it, and returns what it changed; the second are theirs from now on. */
  apply(world: ServiceFixture): { disturbed: readonly Key[]; theirs?: readonly Key[] };
  toString(): string;
}

/** A member in a place, by index. */
export interface MembershipRef {
  /** Which of the places that there are when it is done. */
  readonly parent: number;
  readonly member: number;
}

/** Somebody else adds a member. */
export function addMember(spot: MembershipRef, role: Role): ManualChange {
  return {
    isPossible: (world) => isAt(world, spot) === false,
    apply: (world) => {
      const { parentId, memberId, key } = idsAt(world, spot);
      world.putMember(parentId, memberId, role);
      return { disturbed: [key], theirs: [key] };
    },
    toString: () => `somebodyAdds(${spot.member} to place ${spot.parent} as ${role})`,
  };
}

/** Somebody else takes a member out. */
export function removeMember(spot: MembershipRef): ManualChange {
  return {
    isPossible: (world) => isAt(world, spot) === true,
    apply: (world) => {
      const { parentId, memberId, key } = idsAt(world, spot);
      world.removeMember(parentId, memberId);
      return { disturbed: [key] };
    },
    toString: () => `somebodyRemoves(${spot.member} from place ${spot.parent})`,
  };
}

/** Somebody else gives a member the other standing. */
export function changeRole(spot: MembershipRef, otherThan: (role: Role) => Role): ManualChange {
  return {
    isPossible: (world) => isAt(world, spot) === true,
    apply: (world) => {
      const { parentId, memberId, key } = idsAt(world, spot);
      world.putMember(parentId, memberId, otherThan(world.membersOf(parentId).get(memberId)!));
      return { disturbed: [key] };
    },
    toString: () => `somebodyChangesTheStanding(of ${spot.member} in place ${spot.parent})`,
  };
}

/** Somebody else deletes a place. */
export function deleteParent(parent: number): ManualChange {
  return {
    isPossible: (world) => parentAt(world, parent) !== undefined,
    apply: (world) => {
      const parentId = parentAt(world, parent)!;
      const disturbed = [...contentsOf(world).keys()].filter(
        (key) => key === parentId || isWithin(key, parentId),
      );
      world.removeParent(parentId);
      return { disturbed };
    },
    toString: () => `somebodyDeletesPlace(${parent})`,
  };
}

/** Whether the member is there; undefined where the place is not. */
function isAt(world: ServiceFixture, { parent, member }: MembershipRef): boolean | undefined {
  const parentId = parentAt(world, parent);
  return parentId === undefined ? undefined : world.membersOf(parentId).has(world.members[member]!);
}

function idsAt(
  world: ServiceFixture,
  { parent, member }: MembershipRef,
): { parentId: string; memberId: string; key: Key } {
  const parentId = parentAt(world, parent)!;
  const memberId = world.members[member]!;
  return { parentId, memberId, key: memberKey(parentId, memberId) };
}

function parentAt(world: ServiceFixture, index: number): string | undefined {
  return world.parents()[index]?.parentId;
}
