import type * as fc from "fast-check";

import type { Call, EmulatorOptions, FaultRule, OperationName } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import type { ResourceKind } from "../../../provider/schema/providerText";
import type { Properties } from "../../support/host";

/** What a member is in a place: a role, or a type. */
export type Role = string;

/**
 * All that the model needs to know of one kind of memberships, those of rooms or those of channels. What a program can
 * declare, what is done behind Pulumi's back, the engine, the steps of a sequence and the invariants are the same for all.
 * Parents and members are named by their ids, or their ARNs.
 */
export interface ResourceFamily {
  readonly name: string;
  readonly kinds: {
    readonly parent: ResourceKind;
    readonly membership: ResourceKind;
    readonly roster: ResourceKind;
  };
  /** How arguments and outputs are called. */
  readonly properties: { readonly parent: string; readonly member: string; readonly role: string };
  readonly roles: readonly [Role, Role];
  /** What an output says, once the service has confirmed that the resource exists. */
  readonly successOutput: { readonly parent: string; readonly membership: string };
  /** Whether a program may choose the id of a place. */
  readonly allowsChosenIds: boolean;
  /** The id of a membership, by properties that name its place. */
  readonly formatMembershipId: (parent: Properties, memberId: string) => string;
  /** Takes the id of a place's resource, or of a roster, apart. */
  parseParentId(id: string): string;
  /** Takes the id of a membership apart. */
  parseMembershipId(id: string): { parentId: string; memberId: string };

  /** The operations that ask the service to change something, and what they do. */
  readonly writes: Readonly<Partial<Record<OperationName, Verb>>>;
  /** What a call is about: a place, or members of it. Undefined where the call does not say. */
  subjectOf(call: Call): Subject;
  readonly faults: FamilyFaults;
  /** What the service does where AWS does not say. */
  readonly rules: fc.Arbitrary<EmulatorOptions>;
  /** Settings of the plugin beside those of every family. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether a deployment without faults may fail with this message, and why that is right. */
  expectedFailure(message: string, circumstances: FailureContext): string | undefined;

  /** Opens the service for one sequence. */
  openFixture(service: HostedEmulator, serviceId: string, options: EmulatorOptions): ServiceFixture;
}

export type Verb = "create" | "update" | "delete";

export interface Subject {
  readonly parentId: string | undefined;
  /** Undefined where the call is about the place itself. */
  readonly memberIds: readonly string[] | undefined;
}

/** What can go wrong in calls of one family. */
export interface FamilyFaults {
  /** The operations that the provider calls beside those that write. */
  readonly reads: readonly OperationName[];
  /**
   * Those of which a "not found" is believed. For what exists it is a lie that nobody can see through: what is read as
   * gone, or was to go, is gone.
   */
  readonly trustedNotFound: readonly OperationName[];
  readonly batchOperation: OperationName;
  /** The errors that a batch may have for a member. */
  readonly errorCodes: readonly string[];
  /** What a rule is that is about one member. */
  matchMember(memberId: string): Partial<FaultRule>;
}

/** Under what a deployment failed. */
export interface FailureContext {
  /** Whether a place that the program or the state names is gone. */
  readonly isParentGone: boolean;
  readonly options: EmulatorOptions;
}

/** The index of the member who is a bot: the last. Those before are users. */
export const BOT_INDEX = 4;

/** The service in one sequence, with users, a bot and two places, seen and changed behind everybody's back. */
export interface ServiceFixture {
  readonly emulator: HostedEmulator;
  readonly options: EmulatorOptions;
  /** By index: {@link BOT_INDEX} users, then the bot. */
  readonly members: readonly string[];
  /** The places that are there from the beginning, and may be gone later. */
  readonly existingParents: Readonly<Record<"first" | "second", string>>;
  /** Somebody who stands in no program, where every place must keep a member of that standing. */
  readonly unmanagedAdministrator?: { readonly memberId: string; readonly role: Role };

  /** The places that there are, in the order in which they came to be. */
  parents(): readonly { readonly parentId: string; readonly title: string }[];
  membersOf(parentId: string): ReadonlyMap<string, Role>;
  /** Makes somebody a member, or gives a member this standing. */
  putMember(parentId: string, memberId: string, role: Role): void;
  removeMember(parentId: string, memberId: string): void;
  removeParent(parentId: string): void;

  /** The arguments that name a place for a membership or a roster, whose id may not be known. */
  parentInputs(parentId: unknown): Properties;
  /** The arguments of a place of the program's own, with the id that it chooses, if it does. */
  declaredParentInputs(title: string, chosenId: string | undefined): Properties;
  /** The id of a place as the service has it, of an id that a program chooses. */
  chosenParentId(chosenId: string): string;
  /** Whether a member's standing is changed by taking the member out and adding it. */
  isRoleImmutable(memberId: string): boolean;
  /** Whom the service makes a member of a place of its own accord when a call makes the place. */
  initialMembers(): ReadonlyMap<string, Role>;
}
