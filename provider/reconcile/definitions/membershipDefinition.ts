import type { MembershipApi } from "../../aws/memberships/membershipApi";
import type { ChimeApi } from "../../aws/chimeApi";
import type { ChimeSession } from "../../aws/session";
import type { MembershipSchema } from "../../schema/membershipSchema";
import type { CheckFailure } from "../../schema/validators";
import type { Properties } from "../../schema/properties";

/** Memberships of one service: how they are named, and who brings them about. */
export interface MembershipDefinition<Parent extends object> {
  readonly schema: MembershipSchema<Parent>;
  /** The part of the service that they belong to. */
  readonly api: (chime: ChimeApi) => MembershipApi<Parent>;
  /** What the settings say of a resource with these properties that it does not say itself, by property. */
  defaults(chime: ChimeSession, props: Properties): Properties;
  /** What the settings contradict in a resource with these properties. */
  validateWithSettings(chime: ChimeSession, props: Properties): CheckFailure[];
}
