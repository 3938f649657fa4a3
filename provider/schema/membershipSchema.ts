import type { CheckFailure, Properties, Validator } from "./properties";

/**
 * What is said of the memberships of one service, where the services differ: how their properties are called, what
 * names them, and what can be done with them. Everything else about a membership is the same for all.
 *
 * @typeParam Parent What people belong to, as the properties of a resource name it.
 */
export interface MembershipSchema<Parent extends object> {
  /** The properties that name the place. Another value of one of them is another place. */
  readonly parentProperties: readonly string[];
  /** The properties that say on whose behalf the calls are made. Another value of one changes nothing in the service. */
  readonly bearerProperties: readonly string[];
  /** The property that names who belongs to the place. */
  readonly memberProperty: string;
  /** The property that says as what. */
  readonly roleProperty: string;
  /** The values that it can have. */
  readonly roles: readonly string[];
  /** The value that it has where a program does not say. */
  readonly defaultRole: string;
  /** The standing that a place must never lack on its way where it is to have it; undefined where there is none. */
  readonly elevatedRole?: string;
  /** The rules for all properties but the standing. */
  readonly validators: Readonly<Record<string, Validator>>;
  /** How errors speak of it. */
  readonly labels: MembershipLabels;
  /** The place that checked properties name, with on whose behalf the calls are made. */
  parentOf(props: Properties): Parent;
  /** The place, as errors name it. */
  describe(parent: Parent): string;
  /** The place, as the progress row names it. */
  shortName(parent: Parent): string;
  /** The id of a resource that is about the whole place. */
  formatParentId(parent: Parent): string;
  /** The properties that name the place of such an id. */
  parseParentId(id: string): Properties;
  /** The id of one membership. */
  formatId(parent: Parent, memberId: string): string;
  /** The properties that name the membership of an id. */
  parseId(id: string): Properties;
  /** What is wrong with members of this place though each property is well by itself. */
  validateTogether(props: Properties, members: readonly DeclaredMember[]): CheckFailure[];
  /** Whether the standing of a member of whom the state has this can only be changed by taking it out and adding it. */
  isRoleFixed(facts: Properties): boolean;
  /** Whether the state of a membership is that of one which Amazon Chime has confirmed. */
  isConfirmed(state: Properties): boolean;
  /** Whether a member is the one on whose behalf the calls are made, who goes last, and never as a stranger. */
  isBearer(parent: Parent, memberId: string): boolean;
}

/** A member as inputs declare it, and the property in which they do. */
export interface DeclaredMember {
  property: string;
  memberId: unknown;
}

/** How errors speak of a service's memberships. */
export interface MembershipLabels {
  /** `room`. */
  parent: string;
  /** What a membership's id is made of, such as `account/room/member`. */
  id: string;
  /** What to check where there is no such membership. */
  checkMembership: string;
  /** What to check where there is no such place. */
  checkParent: string;
  /** What members are named by, in the plural. */
  memberIds: string;
}
