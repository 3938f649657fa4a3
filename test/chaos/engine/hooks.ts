import type { Host } from "../../support/host";

/** The hooks of one kind of resource in one process of a plugin. */
export type Hooks = Pick<Host, "check" | "create" | "delete" | "diff" | "partialFailure" | "read" | "update">;

/** The processes of a plugin in one deployment: one for each provider, started when it is needed. */
export interface Plugins {
  /** @param provider The name of an explicit provider; undefined for the default one. */
  hooksFor(provider: string | undefined, kind: string): Promise<Hooks>;
}
