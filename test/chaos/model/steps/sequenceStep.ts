import type * as fc from "fast-check";

import type { Session } from "../session";

/**
 * One step of a random sequence. The model and the real system are the same object, because checks read the emulator.
 */
export type SequenceStep = fc.AsyncCommand<Session, Session>;
