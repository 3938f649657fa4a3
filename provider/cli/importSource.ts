import type { ChimeSession } from "../aws/session";
import type { MembershipSchema } from "../schema/membershipSchema";
import type { Properties } from "../schema/properties";
import type { ResourceKind } from "../schema/providerText";

/** Who is in one place: what can be imported, as the service has it. */
export interface ImportSource {
  /** The resources that it becomes. */
  readonly kinds: { membership: ResourceKind; roster: ResourceKind };
  /** How the members are called. */
  readonly schema: Pick<MembershipSchema<never>, "memberProperty" | "roleProperty" | "defaultRole">;
  /** The properties that name the place. */
  readonly parent: Readonly<Record<string, string>>;
  /** The id of a roster of the place. */
  readonly placeId: string;
  /** The place in the words of the person: `room R (account A)`. */
  readonly inWords: string;
  /** The words that the program has for it. */
  readonly program: { variable: string; what: string; standingType: string };
  /** What the names of the resources begin with, where nobody says. */
  readonly prefix: string;
  /** The id of one membership. */
  idOf(memberId: string): string;
  /** What a resource's name is made of. No two members have the same. */
  labelOf(memberId: string): string;
  /**
   * Reads who is in the place.
   *
   * @param thoroughly Whether all that the state of a membership holds is wanted.
   */
  members(session: ChimeSession, thoroughly: boolean): Promise<ImportedMember[]>;
}

/** Somebody in a place. */
export interface ImportedMember {
  memberId: string;
  role: string;
  /** What else the state holds of the membership. */
  facts: Properties;
  /** What a reader of the program will want to know. */
  note?: string;
}
