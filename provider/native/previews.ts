import { only, type Properties } from "../schema/properties";
import { UNKNOWN_VALUE } from "../schema/unknownValue";

/** The names of the inputs and outputs of a resource. */
export interface PropertyNames {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The outputs that always have a value. */
  readonly required: readonly string[];
}

/**
 * The outputs of a resource that a preview creates or updates in place. Of those that are no inputs, an update keeps the required ones,
 * which identify the resource. It may change the others, such as `otherMembers` of a roster, so they are unknown.
 *
 * @param olds The outputs before an update; none before a create.
 */
export function previewedOutputs(
  { inputs, outputs, required }: PropertyNames,
  olds: Properties,
  news: Properties,
): Properties {
  const computed = outputs.filter((name) => !inputs.includes(name));
  const identifying = computed.filter((name) => required.includes(name));
  const unknown = Object.fromEntries(computed.map((name) => [name, UNKNOWN_VALUE]));
  return { ...unknown, ...only(identifying, olds), ...news };
}
