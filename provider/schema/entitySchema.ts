import type { Properties } from "./properties";
import type { CheckFailure, Validator } from "./validators";

/**
 * Describes one kind of entity, such as rooms: the names of its properties, its id, and what the service cannot change.
 * Everything that the kinds have in common is in `reconcile/entity/`.
 *
 * @typeParam Key What identifies an entity in calls.
 * @typeParam Inputs Its checked inputs.
 */
export interface EntitySchema<Key extends object, Inputs extends object> {
  /** The words that errors use: `room`, the format of its id, `account/room`, and what it means that one is in use. */
  readonly labels: { kind: string; idFormat: string; inUse?: string };
  /** The validators of all inputs. A kind that can be adopted without its id has `adoptExisting`. */
  readonly validators: Readonly<Record<string, Validator>>;
  /** The input that names the app instance or channel with which the entity ends. Omitted if there is none. */
  readonly ownerProperty?: string;
  /** Whether memberships, moderators, bans or settings end with it, and the program chooses its id. Default: no. */
  readonly hasContents?: true;
  /** The inputs whose change replaces the entity. */
  readonly replaceOnChange: readonly string[];
  /** The inputs that are updated in place. */
  readonly mutable: readonly string[];
  /** The inputs that name the bearer. A change of one of them changes nothing in the service. */
  readonly bearerProperties: readonly string[];
  /** The inputs that the service never returns. */
  readonly writeOnly: readonly string[];
  /** The inputs that hold personal data: their outputs are secrets. */
  readonly sensitive: readonly string[];
  /** Adds the defaults, and leaves out inputs that mean the same as none. */
  normalize(props: Properties): Properties;
  /** Validates inputs that are each valid alone, but may contradict each other. */
  validateTogether(props: Properties): CheckFailure[];
  /** The inputs in checked properties or in a state. */
  inputsOf(props: Properties): Inputs;
  /**
   * Identifies the entity of a resource.
   *
   * @param props The properties in the state; none for a look-up.
   * @throws Error when `id` is malformed.
   */
  keyOf(id: string, props: Properties): Key;
  /** The resource id. */
  idOf(key: Key): string;
  /** The resource id before the create, where the inputs determine it; undefined where the service assigns it. */
  plannedId(inputs: Inputs): string | undefined;
}
