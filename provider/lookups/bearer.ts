import { validateBearer, validateSameAppInstance } from "../schema/channels/arnValidators";
import type { ChimeSettings } from "../settings/settings";

/** Validates the bearer of a look-up, whose default is a setting. */
export function validateOptionalBearer(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : validateBearer(value);
}

/**
 * The bearer of a look-up: the one of its arguments, else that of the settings.
 *
 * @param homeArn The ARN of the channel or user that is looked up.
 * @throws Error if there is none, or if it is of another app instance.
 */
export function bearerOf(
  homeArn: string,
  args: { chimeBearer?: string },
  { appInstanceUserArn }: ChimeSettings,
): string {
  const bearer = args.chimeBearer ?? appInstanceUserArn;
  if (bearer === undefined) throw new Error(`chimeBearer ${validateBearer(undefined) ?? ""}`);
  const [problem] = validateSameAppInstance(homeArn, [{ property: "chimeBearer", arn: bearer }]);
  if (problem) throw new Error(problem.reason);
  return bearer;
}
