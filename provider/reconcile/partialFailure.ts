import { UserError } from "../schema/userError";
import type { Properties } from "../schema/properties";

/**
 * Thrown by `create` and `update` if only a part succeeded, or if the outcome is unknown. The engine keeps the resource in
 * the state with `id` and `properties`, shows the `reasons`, and calls `update` in the next deployment. So a membership that
 * may exist is not forgotten.
 */
export class PartialFailure extends UserError {
  public readonly reasons: string[];

  /**
   * @param id The id of the resource.
   * @param properties The complete state of the resource, including the inputs and `__provider`.
   * @param cause The error that interrupted the operation.
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
