import type * as fc from "fast-check";

import type { Call, EmulatorOptions, FaultRule, OperationName } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { ResourceKind } from "../../../provider/schema/providerText";
import type { Properties } from "../../support/host";
import type { ServiceFixture } from "./serviceFixture";

/** The role of a member of a room, or the type of a member of a channel. */
export type Role = string;

/**
 * What a user or bot can have besides memberships: it is an administrator of the app instance, or a moderator of a channel, or
 * banned from a channel. The text is the word in the id of the resource.
 */
export const ACCESS_KINDS = ["admin", "moderator", "ban"] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** The resource for one kind of access. Its id is `parentId,kind,memberId`. */
export interface AccessResource {
  readonly kind: ResourceKind;
  /** The names of inputs and outputs. */
  readonly properties: { readonly parent: string; readonly member: string };
  /** An output that is set only if the create is known to have succeeded. */
  readonly successOutput: string;
  /** The resource for all of this kind in one parent, if there is one. Its id is that of the parent. */
  readonly roster?: ResourceKind;
}

/**
 * What the model needs to know about the resources for rooms or for channels. Programs, manual changes, the engine, the
 * steps of a sequence and the invariants are the same for both. The ids of parents and members are ids or ARNs.
 */
export interface ResourceFamily {
  readonly name: string;
  readonly kinds: {
    readonly parent: ResourceKind;
    readonly membership: ResourceKind;
    readonly roster: ResourceKind;
  };
  /** The resources for administrators, moderators and bans. Undefined if programs have none. */
  readonly access?: Readonly<Record<AccessKind, AccessResource>>;
  /** The names of inputs and outputs. */
  readonly properties: { readonly parent: string; readonly member: string; readonly role: string };
  readonly roles: readonly [Role, Role];
  /** An output that is set only if the create is known to have succeeded. */
  readonly successOutput: { readonly parent: string; readonly membership: string };
  /** Whether a program may choose the id of a parent. */
  readonly allowsChosenIds: boolean;
  /** The id of a membership. @param parent The properties that name its parent. */
  readonly formatMembershipId: (parent: Properties, memberId: string) => string;
  /** Parses the id of a parent resource or of a roster. */
  parseParentId(id: string): string;
  parseMembershipId(id: string): { parentId: string; memberId: string };

  /** The operations that change something. */
  readonly writes: Readonly<Partial<Record<OperationName, Verb>>>;
  subjectOf(call: Call): Subject;
  readonly faults: FamilyFaults;
  /** How the service behaves where AWS documents nothing. */
  readonly rules: fc.Arbitrary<EmulatorOptions>;
  /** Additional settings of the plugin. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether a deployment without faults may fail with this message. */
  isExpectedFailure(message: string, context: FailureContext): boolean;

  /** Creates the fixture of one sequence in the emulator. */
  openFixture(emulator: HostedEmulator, serviceId: string, options: EmulatorOptions): ServiceFixture;
}

export type Verb = "create" | "update" | "delete";

/** What a call is about. */
export interface Subject {
  /** Undefined if the call does not contain it. */
  readonly parentId: string | undefined;
  /** Undefined if the call is about the parent itself. */
  readonly memberIds: readonly string[] | undefined;
  /** Undefined if the call is about a parent or about members. */
  readonly access?: AccessKind;
}

/** The faults that can be injected into calls of one family. */
export interface FamilyFaults {
  /** The operations that the provider calls and that only read. */
  readonly reads: readonly OperationName[];
  /**
   * The operations whose "not found" the provider trusts. A false "not found" cannot be detected, so it is never
   * injected into these.
   */
  readonly trustedNotFound: readonly OperationName[];
  readonly batchOperation: OperationName;
  /** The error codes that a batch can return for a member. */
  readonly errorCodes: readonly string[];
  /** Limits a fault to one member. */
  matchMember(memberId: string): Partial<FaultRule>;
}

/** The circumstances of a failed deployment. */
export interface FailureContext {
  /** Whether a parent that the program or the state refers to does not exist. */
  readonly isParentGone: boolean;
  /** Whether the program declares what the service refuses: a banned member, or the ban of somebody who has rights. */
  readonly isRefused: boolean;
  readonly options: EmulatorOptions;
}
