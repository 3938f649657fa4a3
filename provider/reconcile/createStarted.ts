import type { Properties } from "../schema/properties";

/**
 * The property of a state entry whose create has an unknown outcome: when the create started, by the clock of the service,
 * in ISO 8601. The first successful update or refresh removes it.
 */
const CREATE_STARTED = "createStarted";

/**
 * The state of a resource whose create has an unknown outcome.
 *
 * @param started When the create started, by the clock of the service, in milliseconds since the epoch.
 */
export function withCreateStarted(inputs: Properties, started: number): Properties {
  return { ...inputs, [CREATE_STARTED]: new Date(started).toISOString() };
}

/** When a create with an unknown outcome started, in milliseconds since the epoch; undefined if the outcome is known. */
export function createStartedIn(state: Properties): number | undefined {
  const started = state[CREATE_STARTED];
  return typeof started === "string" ? Date.parse(started) : undefined;
}
