import type { EntityApi } from "../../aws/entityApi";
import type { ChimeApi } from "../../aws/chimeApi";
import type { ChimeSession } from "../../aws/session";
import type { EntitySchema } from "../../schema/entitySchema";
import type { CheckFailure } from "../../schema/validators";
import type { Properties } from "../../schema/properties";

/** One kind of entity, such as rooms: its schema, its API and its defaults. */
export interface EntityDefinition<Key extends object, Inputs extends object, Outputs extends Key & Inputs> {
  readonly schema: EntitySchema<Key, Inputs>;
  /** The part of the API that manages them. */
  readonly api: (api: ChimeApi) => EntityApi<Key, Inputs, Outputs>;
  /** The defaults that the settings give to a resource with these properties. */
  defaults(session: ChimeSession, props: Properties): Properties;
  /**
   * Finds properties of a resource that contradict the settings.
   *
   * @param olds The inputs in the state; empty for a new resource.
   */
  validateWithSettings(session: ChimeSession, props: Properties, olds: Properties): CheckFailure[];
}
