import { changedProperties, without, type Properties } from "../schema/properties";
import { UNKNOWN_VALUE } from "../schema/unknownValue";

/** The names of the inputs and outputs of a resource. */
export interface PropertyNames {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** The outputs of a resource that a preview creates: those that are no inputs are unknown. */
export function outputsOfCreate({ inputs, outputs }: PropertyNames, news: Properties): Properties {
  const unknown = outputs.filter((name) => !inputs.includes(name));
  return { ...Object.fromEntries(unknown.map((name) => [name, UNKNOWN_VALUE])), ...news };
}

/** The outputs of a resource that a preview updates in place: those that are no inputs stay as they are. */
export function outputsOfUpdate({ inputs }: PropertyNames, olds: Properties, news: Properties): Properties {
  return { ...without(inputs, olds), ...news };
}

/** How an input differs. */
export type Change = "add" | "delete" | "update";

/** The inputs that differ, by name. */
export type Differences = ReadonlyMap<string, Change>;

/** The inputs of these names that differ, and whether each was added, changed or removed. */
export function differences(names: readonly string[], olds: Properties, news: Properties): Differences {
  return new Map(
    changedProperties(names, olds, news).map((name): [string, Change] => {
      if (olds[name] === undefined) return [name, "add"];
      return [name, news[name] === undefined ? "delete" : "update"];
    }),
  );
}
