import type { EntityService } from "../../chime/entityService";
import type { ChimeService } from "../../chime/service";
import type { ChimeSession } from "../../chime/session";
import type { EntityForm } from "../../contract/entityForm";
import type { CheckFailure, Properties } from "../../contract/properties";

/** One kind of thing, such as rooms: how they are named, and who brings them about. */
export interface EntityFamily<Key extends object, Inputs extends object, State extends Key & Inputs> {
  readonly form: EntityForm<Key, Inputs>;
  /** The part of the service that they belong to. */
  service(chime: ChimeService): EntityService<Key, Inputs, State>;
  /** What the settings say of a resource with these properties that it does not say itself, by property. */
  defaults(chime: ChimeSession, props: Properties): Properties;
  /** What the settings contradict in a resource with these properties. */
  contradictions(chime: ChimeSession, props: Properties): CheckFailure[];
}
