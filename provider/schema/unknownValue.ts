/**
 * What the engine passes to `check` and `diff` for an output that is not known yet. Part of the engine's protocol:
 * `unknownValue` in pulumi/pulumi, sdk/nodejs/runtime/rpc.ts.
 */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN_VALUE;
}
