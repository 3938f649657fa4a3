import { only, type Properties } from "../schema/properties";

/**
 * The output of an entity that was created again after it had been deleted: what the state has in it may have ended with the one
 * before. It stays, because an update that should add that again may fail before its end. Until the entity is deleted, each deployment
 * reads what the state has in it.
 */
const CREATED_AGAIN = "createdAgain";

/** The outputs of an entity that is created again. */
export function withCreatedAgain(outputs: Properties): Properties {
  return { ...outputs, [CREATED_AGAIN]: true };
}

/** Whether the state is that of an entity that was created again. */
export function wasCreatedAgain(state: Properties): boolean {
  return state[CREATED_AGAIN] === true;
}

/** The output in a state, if it has it. */
export function createdAgainIn(state: Properties): Properties {
  return only([CREATED_AGAIN], state);
}
