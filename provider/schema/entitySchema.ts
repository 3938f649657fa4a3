import type { CheckFailure, Properties, Validator } from "./properties";

/**
 * What is said of one kind of thing that people belong to or that they are, such as a room, where the kinds differ: how
 * its arguments are called, and what names it. Everything else about it is the same for all.
 *
 * @typeParam Key What names it in calls.
 * @typeParam Inputs Its checked arguments.
 */
export interface EntitySchema<Key extends object, Inputs extends object> {
  /** How errors speak of it, and what its id is made of. */
  readonly labels: { kind: string; id: string };
  /** The rules of all arguments. */
  readonly validators: Readonly<Record<string, Validator>>;
  /** The arguments of which another value is another thing. */
  readonly replaceOnChange: readonly string[];
  /** The arguments of which another value is a change in place. */
  readonly mutable: readonly string[];
  /** The arguments that say on whose behalf the calls are made. Another value changes nothing in the service. */
  readonly bearerProperties: readonly string[];
  /** The arguments that Amazon Chime never says again. */
  readonly writeOnly: readonly string[];
  /** The arguments that are personal. */
  readonly sensitive: readonly string[];
  /** The output that only Amazon Chime can give: in a state without it, nothing is confirmed. */
  readonly serviceAssigned: string;
  /** The arguments with their defaults, and without what says the same as nothing. */
  normalize(props: Properties): Properties;
  /** What is wrong with arguments though each is well by itself. */
  validateTogether(props: Properties): CheckFailure[];
  /** The arguments in checked properties, or in a state. */
  inputsOf(props: Properties): Inputs;
  /**
   * What names the thing of a resource.
   *
   * @param props What the state has of it: nothing, for a look-up.
   * @throws Error when `id` is not of the right form.
   */
  keyOf(id: string, props: Properties): Key;
  /** The id of its resource. */
  idOf(key: Key): string;
  /** The id that it will have, where the arguments say it; undefined where Amazon Chime chooses. */
  plannedId(inputs: Inputs): string | undefined;
}
