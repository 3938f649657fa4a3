import type { Properties } from "./properties";
import type { CheckFailure, Validator } from "./validators";

/**
 * Describes the memberships of one service: the names of their properties, their ids, and what the service cannot
 * change. Everything that the services have in common is in `reconcile/`.
 *
 * @typeParam Parent The room or channel as calls name it, with the bearer where the service needs one.
 */
export interface MembershipSchema<Parent extends object> {
  /** The properties that identify the parent. A change of one of them replaces the membership. */
  readonly parentProperties: readonly string[];
  /** The properties that name the bearer. A change of one of them changes nothing in the service. */
  readonly bearerProperties: readonly string[];
  /** The property that identifies the member. */
  readonly memberProperty: string;
  /** The role of a member. A kind without roles has none in its inputs, its state and its errors. */
  readonly role?: RoleSchema;
  /** The validators of all properties except the role. */
  readonly validators: Readonly<Record<string, Validator>>;
  readonly labels: MembershipLabels;
  /** The parent and the bearer in checked inputs or a state. */
  parentOf(props: Properties): Parent;
  /** The parent, as errors name it. */
  describe(parent: Parent): string;
  /** The id of the parent, which is also the resource id of a roster. */
  formatParentId(parent: Parent): string;
  /** The resource id of a membership. */
  formatId(parent: Parent, memberId: string): string;
  /** The ids of the entities with which a membership ends: the parent, and the member if it is one. */
  endsWith(parent: Parent, memberId: string): readonly string[];
  /**
   * The parent and member properties in the resource id of a membership.
   *
   * @throws Error when `id` is malformed.
   */
  parseId(id: string): Properties;
  /** Validates properties that are each valid alone, but may contradict each other. */
  validateTogether(props: Properties, members: readonly DeclaredMember[]): CheckFailure[];
  /** What the member cannot have at the same time. Omitted if there is nothing. */
  excludes?(parent: Parent, memberId: string): Exclusion;
  /**
   * An id for all that the member has of this kind in all parents, for kinds that exclude each of them. Omitted if there is no such
   * kind.
   */
  groupId?(memberId: string): string;
  /** Whether the outcome of the create is known: the state holds something that only the service can have said. */
  isOutcomeKnown(state: Properties): boolean;
  /**
   * Whether a member is the bearer of the calls, which may be a member although nobody added it. Omitted if the service makes no
   * bearer a member.
   */
  isBearer?(parent: Parent, memberId: string): boolean;
  /** Whether the member gets the rights that the bearer of calls needs, in a channel or in the whole app instance. */
  readonly givesRights?: true;
  /** Whether there are rosters of them, which wait for the ids of all that the program declares. */
  readonly hasRosters?: true;
}

/** Describes the roles of the members. */
export interface RoleSchema {
  /** The property that holds the role. */
  readonly property: string;
  /** The roles that exist. */
  readonly values: readonly string[];
  /** The role of a member whose program names none. */
  readonly default: string;
  /** The role that at least one member of a parent must keep during an update; undefined where there is none. */
  readonly elevated?: string;
  /** Whether the role of a member with this state can only be changed by removing and adding the member again. */
  isFixed(state: Properties): boolean;
}

/** Describes memberships that a roster can manage. */
export interface RosterSchema<Parent extends object> extends MembershipSchema<Parent> {
  readonly labels: RosterLabels;
  /** The parent, as the progress row names it. */
  shortName(parent: Parent): string;
  /**
   * The parent properties in the resource id of a roster.
   *
   * @throws Error when `id` is malformed.
   */
  parseParentId(id: string): Properties;
  /** Also: a roster removes the bearer last, and never as an unmanaged member. */
  isBearer(parent: Parent, memberId: string): boolean;
  readonly hasRosters: true;
}

/** Memberships of other kinds that a member cannot have at the same time. */
export interface Exclusion {
  /** Their ids. */
  ids: string[];
  /** What a resource with such an id does: `bans it from the channel`. */
  what: string;
}

/** A member that inputs declare, and the path of the property that holds its id. */
export interface DeclaredMember {
  property: string;
  memberId: unknown;
}

/** The words that errors use for one kind of memberships. */
export interface MembershipLabels {
  /** What one is: `membership`, `moderator`. */
  kind: string;
  /** What is before the id of the member where one is named: `member`, `the ban of`. */
  member: string;
  /** `room`. */
  parent: string;
  /** The format of a membership's id, such as `account/room/member`. */
  idFormat: string;
  /** What a membership's id is made of, such as `the three ids`. */
  idParts: string;
}

/** The words that errors use for rosters. */
export interface RosterLabels extends MembershipLabels {
  /** What a roster's id is made of, such as `the two ids`. */
  parentIdParts: string;
  /** What identifies members, in the plural: `member ids`. */
  memberIds: string;
}
