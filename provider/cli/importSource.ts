import type { ChimeSession } from "../aws/session";
import type { MembershipSchema } from "../schema/membershipSchema";
import type { Properties } from "../schema/properties";
import type { ResourceKind } from "../schema/providerText";

/** A room or channel whose members can be imported. */
export interface ImportSource {
  /** The kinds of resources to import. */
  readonly kinds: { membership: ResourceKind; roster: ResourceKind };
  /** The names of the properties of a member. */
  readonly schema: Pick<MembershipSchema<never>, "memberProperty" | "roleProperty" | "defaultRole">;
  /** The parent properties, and the bearer. */
  readonly parent: Readonly<Record<string, string>>;
  /** The resource id of a roster. */
  readonly rosterId: string;
  /** The parent, for messages: `room R (account A)`. */
  readonly description: string;
  /** Text for the program: the name of its variable, the kind of the parent, and the type of a role. */
  readonly program: { variable: string; parentKind: string; roleType: string };
  /** The default prefix of the names of the resources. */
  readonly prefix: string;
  /** The resource id of a membership. */
  membershipId(memberId: string): string;
  /** A unique text for the name of a member's resource. */
  labelOf(memberId: string): string;
  /**
   * Lists the members.
   *
   * @param withAttributes Whether to read attributes that the list does not have.
   */
  members(session: ChimeSession, withAttributes: boolean): Promise<ImportedMember[]>;
}

/** A member of the room or channel. */
export interface ImportedMember {
  memberId: string;
  role: string;
  /** The other outputs of the membership. */
  attributes: Properties;
  /** A comment for the program, such as `Bot`. */
  note?: string;
}
