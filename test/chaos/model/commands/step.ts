import type * as fc from "fast-check";

import type { World } from "../family";
import type { Session } from "../session";

/** One step of a random sequence. The model and the real thing are one: the model looks at the real service. */
export type Step<Program, W extends World> = fc.AsyncCommand<Session<Program, W>, Session<Program, W>>;
