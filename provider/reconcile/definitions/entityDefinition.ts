import type { EntityApi } from "../../aws/entityApi";
import type { ChimeApi } from "../../aws/chimeApi";
import type { ChimeSession } from "../../aws/session";
import type { EntitySchema } from "../../schema/entitySchema";
import type { CheckFailure } from "../../schema/validators";
import type { Properties } from "../../schema/properties";

/** One kind of thing, such as rooms: how they are named, and who brings them about. */
export interface EntityDefinition<Key extends object, Inputs extends object, State extends Key & Inputs> {
  readonly schema: EntitySchema<Key, Inputs>;
  /** The part of the service that they belong to. */
  readonly api: (chime: ChimeApi) => EntityApi<Key, Inputs, State>;
  /** What the settings say of a resource with these properties that it does not say itself, by property. */
  defaults(chime: ChimeSession, props: Properties): Properties;
  /** What the settings contradict in a resource with these properties. */
  validateWithSettings(chime: ChimeSession, props: Properties): CheckFailure[];
}
