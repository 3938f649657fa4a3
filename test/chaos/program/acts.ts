import { factsOf, isWithin, memberKey, type Key } from "../model/facts";
import type { Standing, World } from "../model/family";

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
  readonly place: number;
  readonly member: number;
}

/** Somebody else adds a member. */
export function add(spot: Spot, standing: Standing): Act {
  return {
    possible: (world) => isAt(world, spot) === false,
    perform: (world) => {
      const { placeId, memberId, key } = idsAt(world, spot);
      world.put(placeId, memberId, standing);
      return { disturbed: [key], theirs: [key] };
    },
    toString: () => `somebodyAdds(${spot.member} to place ${spot.place} as ${standing})`,
  };
}

/** Somebody else takes a member out. */
export function remove(spot: Spot): Act {
  return {
    possible: (world) => isAt(world, spot) === true,
    perform: (world) => {
      const { placeId, memberId, key } = idsAt(world, spot);
      world.takeOut(placeId, memberId);
      return { disturbed: [key] };
    },
    toString: () => `somebodyRemoves(${spot.member} from place ${spot.place})`,
  };
}

/** Somebody else gives a member the other standing. */
export function setStanding(spot: Spot, otherThan: (standing: Standing) => Standing): Act {
  return {
    possible: (world) => isAt(world, spot) === true,
    perform: (world) => {
      const { placeId, memberId, key } = idsAt(world, spot);
      world.put(placeId, memberId, otherThan(world.membersOf(placeId).get(memberId)!));
      return { disturbed: [key] };
    },
    toString: () => `somebodyChangesTheStanding(of ${spot.member} in place ${spot.place})`,
  };
}

/** Somebody else deletes a place. */
export function removePlace(place: number): Act {
  return {
    possible: (world) => placeAt(world, place) !== undefined,
    perform: (world) => {
      const placeId = placeAt(world, place)!;
      const disturbed = [...factsOf(world).keys()].filter((key) => key === placeId || isWithin(key, placeId));
      world.removePlace(placeId);
      return { disturbed };
    },
    toString: () => `somebodyDeletesPlace(${place})`,
  };
}

/** Whether the member is there; undefined where the place is not. */
function isAt(world: World, { place, member }: Spot): boolean | undefined {
  const placeId = placeAt(world, place);
  return placeId === undefined ? undefined : world.membersOf(placeId).has(world.members[member]!);
}

function idsAt(world: World, { place, member }: Spot): { placeId: string; memberId: string; key: Key } {
  const placeId = placeAt(world, place)!;
  const memberId = world.members[member]!;
  return { placeId, memberId, key: memberKey(placeId, memberId) };
}

function placeAt(world: World, index: number): string | undefined {
  return world.places()[index]?.placeId;
}
