import { contentsOf, isWithin, memberKey, type Key } from "../model/contents";
import type { Role } from "../model/resourceFamily";
import type { ServiceFixture } from "../model/serviceFixture";

/** A change that somebody makes in the service, outside Pulumi. */
export interface ManualChange {
  isPossible(fixture: ServiceFixture): boolean;
  apply(fixture: ServiceFixture): ManualChangeResult;
  toString(): string;
}

export interface ManualChangeResult {
  /** The keys that were added, changed or removed. */
  readonly changed: readonly Key[];
  /** The keys that were added. */
  readonly created?: readonly Key[];
}

/** A member of a parent, by index. */
export interface MembershipRef {
  /** The index among the parents that exist when the change is made. */
  readonly parent: number;
  readonly member: number;
}

export function addMember(ref: MembershipRef, role: Role): ManualChange {
  return {
    isPossible: (fixture) => isMember(fixture, ref) === false,
    apply: (fixture) => {
      const { parentId, memberId, key } = idsOf(fixture, ref);
      fixture.putMember(parentId, memberId, role);
      return { changed: [key], created: [key] };
    },
    toString: () => `addManually(member ${ref.member} to parent ${ref.parent} as ${role})`,
  };
}

export function removeMember(ref: MembershipRef): ManualChange {
  return {
    isPossible: (fixture) => isMember(fixture, ref) === true,
    apply: (fixture) => {
      const { parentId, memberId, key } = idsOf(fixture, ref);
      fixture.removeMember(parentId, memberId);
      return { changed: [key] };
    },
    toString: () => `removeManually(member ${ref.member} from parent ${ref.parent})`,
  };
}

export function changeRole(ref: MembershipRef, otherRole: (role: Role) => Role): ManualChange {
  return {
    isPossible: (fixture) => isMember(fixture, ref) === true,
    apply: (fixture) => {
      const { parentId, memberId, key } = idsOf(fixture, ref);
      fixture.putMember(parentId, memberId, otherRole(fixture.membersOf(parentId).get(memberId)!));
      return { changed: [key] };
    },
    toString: () => `changeRoleManually(member ${ref.member} of parent ${ref.parent})`,
  };
}

export function deleteParent(index: number): ManualChange {
  return {
    isPossible: (fixture) => parentIdAt(fixture, index) !== undefined,
    apply: (fixture) => {
      const parentId = parentIdAt(fixture, index)!;
      const changed = [...contentsOf(fixture).keys()].filter(
        (key) => key === parentId || isWithin(key, parentId),
      );
      fixture.removeParent(parentId);
      return { changed };
    },
    toString: () => `deleteManually(parent ${index})`,
  };
}

/** Undefined if the parent does not exist. */
function isMember(fixture: ServiceFixture, { parent, member }: MembershipRef): boolean | undefined {
  const parentId = parentIdAt(fixture, parent);
  return parentId === undefined ? undefined : fixture.membersOf(parentId).has(fixture.members[member]!);
}

function idsOf(
  fixture: ServiceFixture,
  { parent, member }: MembershipRef,
): { parentId: string; memberId: string; key: Key } {
  const parentId = parentIdAt(fixture, parent)!;
  const memberId = fixture.members[member]!;
  return { parentId, memberId, key: memberKey(parentId, memberId) };
}

function parentIdAt(fixture: ServiceFixture, index: number): string | undefined {
  return fixture.parents()[index]?.parentId;
}
