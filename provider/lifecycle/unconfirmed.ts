import { isOlder } from "../chime/clock";
import type { Properties } from "../contract/properties";

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
export function unconfirmed(inputs: Properties, started: number): Properties {
  return { ...inputs, [CREATE_STARTED]: new Date(started).toISOString() };
}

/**
 * Whether something that exists is not what an entry of the state may have made: because it was there before.
 *
 * @param kept The entry, which nothing has confirmed.
 * @param made When the thing was made, by the clock of the service.
 * @param isAsKept Whether it is what the entry says. That has to do for an entry without its time, as they were written
 *   before 0.1.0 was released.
 */
export function wasThereBefore(kept: Properties, made: Date | undefined, isAsKept: () => boolean): boolean {
  const started = kept[CREATE_STARTED];
  return typeof started === "string" ? isOlder(made, Date.parse(started)) : !isAsKept();
}
