import type { MembershipService } from "../../chime/membershipService";
import type { ChimeService } from "../../chime/service";
import type { ChimeSession } from "../../chime/session";
import type { MembershipForm } from "../../contract/membershipForm";
import type { CheckFailure, Properties } from "../../contract/properties";

/** Memberships of one service: how they are named, and who brings them about. */
export interface MembershipFamily<Place extends object> {
  readonly form: MembershipForm<Place>;
  /** The part of the service that they belong to. */
  readonly service: (chime: ChimeService) => MembershipService<Place>;
  /** The same for what is deleted and read, where the state says who makes the calls, and not the program. */
  readonly serviceOfState: (chime: ChimeService) => MembershipService<Place>;
  /** What the settings say of a resource with these properties that it does not say itself, by property. */
  defaults(chime: ChimeSession, props: Properties): Properties;
  /** What the settings contradict in a resource with these properties. */
  contradictions(chime: ChimeSession, props: Properties): CheckFailure[];
}

/** The family for what is deleted and read, where the state says who makes the calls. */
export function ofState<Place extends object>(family: MembershipFamily<Place>): MembershipFamily<Place> {
  return { ...family, service: family.serviceOfState };
}
