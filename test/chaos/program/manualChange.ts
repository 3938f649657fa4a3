import { accessKey, contentsOf, isWithin, memberKey, type Key } from "../model/contents";
import type { AccessKind, Role } from "../model/resourceFamily";
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
    isPossible: (fixture) => isMember(fixture, ref) === false && !hasAccess(fixture, "ban", ref),
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

/** Makes a member a moderator of a channel, or an administrator of the app instance. */
export function giveRights(access: "admin" | "moderator", ref: MembershipRef): ManualChange {
  return {
    isPossible: (fixture) => isParent(fixture, ref) && !hasAccess(fixture, access, ref),
    apply: (fixture) => {
      const key = accessKeyOf(fixture, access, ref);
      fixture.access!.put(access, idsOf(fixture, ref).parentId, fixture.members[ref.member]!);
      return { changed: [key], created: [key] };
    },
    toString: () => `giveManually(${access} ${ref.member} of parent ${ref.parent})`,
  };
}

/**
 * Bans a member from a channel. That removes the membership. Amazon Chime bans no moderator, so the member loses these rights
 * first.
 */
export function ban(ref: MembershipRef): ManualChange {
  return {
    isPossible: (fixture) =>
      isParent(fixture, ref) && !hasAccess(fixture, "ban", ref) && !hasAccess(fixture, "admin", ref),
    apply: (fixture) => {
      const { parentId, memberId, key } = idsOf(fixture, ref);
      const banKey = accessKeyOf(fixture, "ban", ref);
      const moderatorKey = accessKeyOf(fixture, "moderator", ref);
      const removed = [key, moderatorKey].filter((one) => contentsOf(fixture).has(one));
      fixture.access!.remove("moderator", parentId, memberId);
      fixture.access!.put("ban", parentId, memberId);
      return { changed: [banKey, ...removed], created: [banKey] };
    },
    toString: () => `banManually(member ${ref.member} from parent ${ref.parent})`,
  };
}

/** Takes rights away, or lifts a ban. */
export function removeAccess(access: AccessKind, ref: MembershipRef): ManualChange {
  return {
    isPossible: (fixture) => isParent(fixture, ref) && hasAccess(fixture, access, ref),
    apply: (fixture) => {
      fixture.access!.remove(access, idsOf(fixture, ref).parentId, fixture.members[ref.member]!);
      return { changed: [accessKeyOf(fixture, access, ref)] };
    },
    toString: () => `removeManually(${access} ${ref.member} of parent ${ref.parent})`,
  };
}

function hasAccess(fixture: ServiceFixture, access: AccessKind, ref: MembershipRef): boolean {
  return contentsOf(fixture).has(accessKeyOf(fixture, access, ref));
}

function accessKeyOf(fixture: ServiceFixture, access: AccessKind, ref: MembershipRef): Key {
  const { parentId, memberId } = idsOf(fixture, ref);
  return accessKey(access === "admin" ? String(fixture.access?.instanceId) : parentId, access, memberId);
}

function isParent(fixture: ServiceFixture, { parent }: MembershipRef): boolean {
  return parentIdAt(fixture, parent) !== undefined;
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
