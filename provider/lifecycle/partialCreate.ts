import type { ChimeError } from "../chime/chimeError";
import type { Properties } from "../contract/properties";

/**
 * What `create` throws when it cannot tell whether it did its work: no answer came, or none that was whole. The engine
 * keeps a resource in the state that carries `id` and `properties`, shows the `reasons`, and calls `update` in the next
 * deployment. So a membership that was made all the same is one that will be revoked.
 */
export class PartialCreateError extends Error {
  public readonly reasons: string[];

  /**
   * @param id The id that the resource has, if it exists.
   * @param properties Everything that the state is to hold, the inputs and `__provider` too.
   * @param cause Why nobody knows.
   */
  public constructor(
    public readonly id: string,
    public readonly properties: Properties,
    cause: ChimeError,
  ) {
    super(cause.message, { cause });
    this.reasons = [cause.message];
  }
}
