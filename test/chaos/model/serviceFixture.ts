import type { EmulatorOptions } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { Properties } from "../../support/host";
import type { Contents } from "./contents";
import type { AccessKind, Role } from "./resourceFamily";

/** The index of the bot among the members. The members before it are users. */
export const BOT_INDEX = 4;

/** The administrators, moderators and bans of one sequence. */
export interface AccessFixture {
  /** The id of the parent of administrators. */
  readonly instanceId: string;
  /** Those of the members of the fixture, and the parent of administrators. */
  contents(): Contents;
  /** Gives a member rights, or bans it. A ban removes the membership. */
  put(access: AccessKind, parentId: string, memberId: string): void;
  remove(access: AccessKind, parentId: string, memberId: string): void;
  /** The inputs of a resource that name its parent. The id may be unknown. */
  parentInputs(access: AccessKind, parentId: unknown): Properties;
}

/**
 * The emulated service of one sequence, with users, a bot and two parents. It is read and changed without API calls.
 */
export interface ServiceFixture {
  readonly emulator: HostedEmulator;
  readonly options: EmulatorOptions;
  /** The ids of {@link BOT_INDEX} users and of the bot, by index. */
  readonly members: readonly string[];
  /** The ids of the parents that exist from the start. A manual change may delete them. */
  readonly existingParents: Readonly<Record<"first" | "second", string>>;
  /** An administrator whom no program declares. Only set if the service refuses to remove the last administrator. */
  readonly unmanagedAdministrator?: { readonly memberId: string; readonly role: Role };
  /** Undefined if the service has nothing of that kind. */
  readonly access?: AccessFixture;

  /** The parents that exist, in the order of their creation. */
  parents(): readonly { readonly parentId: string; readonly name: string }[];
  membersOf(parentId: string): ReadonlyMap<string, Role>;
  /** Adds a member, or changes the role of a member. */
  putMember(parentId: string, memberId: string, role: Role): void;
  removeMember(parentId: string, memberId: string): void;
  removeParent(parentId: string): void;

  /** The inputs of a membership or roster that name its parent. The id may be unknown. */
  parentInputs(parentId: unknown): Properties;
  /** The inputs of the declared parent. */
  declaredParentInputs(name: string, chosenId: string | undefined): Properties;
  /** The service's id of a parent with a chosen id. */
  chosenParentId(chosenId: string): string;
  /** Whether the role of a member can only change by a removal and an addition. */
  isRoleImmutable(memberId: string): boolean;
  /** The members that the service itself adds to a parent when a call creates it. */
  initialMembers(): ReadonlyMap<string, Role>;
}
