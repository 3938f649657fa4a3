import type { Host } from "../../support/host";

/** The hooks of one kind of resource in one plugin process. */
export type Hooks = Pick<Host, "check" | "create" | "delete" | "diff" | "partialFailure" | "read" | "update">;

/** The plugin processes of one deployment: one for each provider, started on first use. */
export interface Plugins {
  /** @param provider The name of an explicit provider. Undefined: the default provider. */
  hooksFor(provider: string | undefined, kind: string): Promise<Hooks>;
}
