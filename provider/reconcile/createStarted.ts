import type { Properties } from "../schema/properties";

/**
 * What an entry of the state has beside its arguments as long as nobody knows whether its thing was made: when its
 * `create` began, by the clock of the service, in ISO 8601. It goes with the first answer that confirms the thing.
 */
const CREATE_STARTED = "createStarted";

/**
 * What the state keeps of something that may have been made.
 *
 * @param started When its `create` began, by the clock of the service, in milliseconds since the epoch.
 */
export function withCreateStarted(inputs: Properties, started: number): Properties {
  return { ...inputs, [CREATE_STARTED]: new Date(started).toISOString() };
}

/** When the `create` of an entry began that nothing has confirmed; undefined where it was confirmed. */
export function createStartedIn(kept: Properties): number | undefined {
  const started = kept[CREATE_STARTED];
  return typeof started === "string" ? Date.parse(started) : undefined;
}
