import type * as fc from "fast-check";

import type { Session } from "../session";

/** One step of a random sequence. The model and the real thing are one: the model looks at the real service. */
export type SequenceStep = fc.AsyncCommand<Session, Session>;
