import type { EntityService, EntityServiceOfState } from "../../chime/entityService";
import type { ChimeService } from "../../chime/service";
import type { ChimeSession } from "../../chime/session";
import type { EntityForm } from "../../contract/entityForm";
import type { CheckFailure, Properties } from "../../contract/properties";

/** One kind of thing, such as rooms: how they are named, and who brings them about. */
export interface EntityFamily<Key extends object, Inputs extends object, State extends Key & Inputs> {
  readonly form: EntityForm<Key, Inputs>;
  /** The part of the service that they belong to. */
  readonly service: (chime: ChimeService) => EntityService<Key, Inputs, State>;
  /** The same for what is deleted and read, where the state says who makes the calls, and not the program. */
  readonly serviceOfState: (chime: ChimeService) => EntityServiceOfState<Key, State>;
  /** What the settings say of a resource with these properties that it does not say itself, by property. */
  defaults(chime: ChimeSession, props: Properties): Properties;
  /** What the settings contradict in a resource with these properties. */
  contradictions(chime: ChimeSession, props: Properties): CheckFailure[];
}
