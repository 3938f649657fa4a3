import type { ActionProcess } from "../process/actionProcess";
import type { Backend } from "./backend";

/** The actions of the backend process. */
export type BackendActions = ReturnType<typeof actionsOf>;

/** The process of the backend. */
export type BackendProcess = ActionProcess<BackendActions>;

/** The actions that another process can request. */
export function actionsOf({ env, unsupported, clear }: Backend) {
  return {
    environment: (): Readonly<Record<string, string>> => env,
    clear,
    unsupported: (): readonly string[] => unsupported,
  };
}
