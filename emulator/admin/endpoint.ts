import * as check from "../configuration/check";
import type { Seed } from "../configuration/seed";
import type { Faults } from "../faults/faults";
import type { Journal } from "../journal/journal";
import type { State } from "../state/state";
import type { Rates } from "../throttling/publishedRates";
import { PROPERTIES, type PropertyName, type PropertyValue } from "./properties";

/** What the admin API reads and changes. */
export interface AdminTarget {
  readonly state: State;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly rates: Pick<Rates, "enforce">;
  reset(seed?: Seed): void;
}

/** A request of the admin API. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /**
   * @param input the query of a GET or DELETE, the JSON body of a POST; not checked yet
   * @returns the body of the reply; `undefined` for none
   * @throws CheckError, ApiError
   */
  answer(input: unknown, target: AdminTarget): object | undefined;
}

type Input<R extends PropertyName, O extends PropertyName> = { readonly [P in R]: PropertyValue<P> } & {
  readonly [P in O]?: PropertyValue<P>;
};

type Answer<I> = (input: I, target: AdminTarget) => object | undefined;

/** The path of all requests of the admin API starts with this. */
export const PREFIX = "/_emulator/";

/** Defines a request by the properties that it requires and those that it allows. */
export function endpoint<R extends PropertyName = never, O extends PropertyName = never>(
  binding: `${Endpoint["method"]} ${string}`,
  properties: { readonly required?: readonly R[]; readonly optional?: readonly O[] },
  answer: Answer<Input<R, O>>,
): Endpoint {
  const { required = [], optional = [] } = properties;
  const shape = check.object({
    ...Object.fromEntries(required.map((name) => [name, PROPERTIES[name]])),
    ...Object.fromEntries(optional.map((name) => [name, check.optional<unknown>(PROPERTIES[name])])),
  });
  return uncheckedEndpoint(binding, (input, target) => answer(shape(input, "") as Input<R, O>, target));
}

/** Defines a request whose input is checked by `answer`. */
export function uncheckedEndpoint(
  binding: `${Endpoint["method"]} ${string}`,
  answer: Answer<unknown>,
): Endpoint {
  const [method, name = ""] = binding.split(" ") as [Endpoint["method"], string?];
  return { method, path: `${PREFIX}${name}`, answer };
}
