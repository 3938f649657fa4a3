import { UserError } from "../schema/userError";
import type { Properties } from "../schema/properties";

/**
 * What `create` and `update` throw when they did a part of their work, or cannot tell whether they did it. The engine
 * keeps a resource in the state that carries `id` and `properties`, shows the `reasons`, and calls `update` in the next
 * deployment. So a membership that was made all the same is one that will be revoked.
 */
export class PartialFailure extends UserError {
  public readonly reasons: string[];

  /**
   * @param id The id that the resource has, if it exists.
   * @param properties Everything that the state is to hold, the inputs and `__provider` too.
   * @param cause Why it is not all of the work, or why nobody knows.
   */
  public constructor(
    public readonly id: string,
    public readonly properties: Properties,
    cause: Error,
  ) {
    super(cause.message, "A part of the work failed", { cause });
    this.reasons = [cause.message];
  }
}
