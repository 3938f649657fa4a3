import type { MembershipApi, RosterApi } from "../../aws/memberships/membershipApi";
import type { ChimeApi } from "../../aws/chimeApi";
import type { ChimeSession } from "../../aws/session";
import type { MembershipSchema, RosterSchema } from "../../schema/membershipSchema";
import type { CheckFailure } from "../../schema/validators";
import type { Properties } from "../../schema/properties";

/** One kind of memberships: their schema, their API and their defaults. */
export interface MembershipDefinition<Parent extends object> {
  readonly schema: MembershipSchema<Parent>;
  /** The part of the API that manages them. */
  readonly api: (api: ChimeApi) => MembershipApi<Parent>;
  /** The defaults that the settings give to a resource with these properties. */
  defaults(session: ChimeSession, props: Properties): Properties;
  /** Finds properties of a resource that contradict the settings. */
  validateWithSettings(session: ChimeSession, props: Properties): CheckFailure[];
}

/** Memberships that a roster can manage. */
export interface RosterDefinition<Parent extends object> extends MembershipDefinition<Parent> {
  readonly schema: RosterSchema<Parent>;
  readonly api: (api: ChimeApi) => RosterApi<Parent>;
}
