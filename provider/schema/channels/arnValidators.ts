import { isAddress, type CheckFailure, type Validator } from "../validators";
import { LONGEST_ARN, parseChimeArn, type ArnKind } from "./chimeArn";

/** Validates an ARN of one of these kinds, the usual one first. */
export function arnValidator(...kinds: readonly [ArnKind, ...ArnKind[]]): Validator {
  const [usual] = kinds;
  const path = usual === "app-instance" ? "" : `/${usual}/ID`;
  const example = `such as arn:aws:chime:us-east-1:111122223333:app-instance/ID${path}`;
  return (value) => {
    if (value === undefined || value === null) return "is required.";
    const arn = parseChimeArn(value);
    if (arn && kinds.includes(arn.kind)) return undefined;
    return `must be the ARN of a${usual === "app-instance" ? "n" : ""} ${kinds.join(" or ")}, ${example}, not ${actualOf(value)}.`;
  };
}

function actualOf(value: unknown): string {
  if (typeof value !== "string") return typeof value;
  return isAddress(value) ? "an email address" : `"${value.slice(0, LONGEST_ARN)}"`;
}

/** Validates the app instance that a channel or user belongs to. */
export const validateAppInstanceArn = arnValidator("app-instance");

/** Validates the bearer, which a resource or the settings must name. */
export function validateBearer(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return (
      "is required: the ARN of an app instance user or bot. Set it on the resource, or for all resources as " +
      "chime:appInstanceUserArn."
    );
  }
  return arnValidator("user", "bot")(value);
}

/**
 * Refuses members and bearers of another app instance, which Amazon Chime answers with an
 * unexplained 403.
 *
 * @param homeArn The ARN of the channel, or of its app instance.
 * @param others The ARNs of the members and the bearer, each with its property.
 */
export function validateSameAppInstance(
  homeArn: unknown,
  others: readonly { property: string; arn: unknown }[],
): CheckFailure[] {
  const home = parseChimeArn(homeArn)?.appInstanceArn;
  return others.flatMap(({ property, arn }) => {
    const other = parseChimeArn(arn)?.appInstanceArn;
    if (home === undefined || other === undefined || other === home) return [];
    return [
      {
        property,
        reason: `${property} belongs to ${other}, which is another app instance than ${home}.`,
      },
    ];
  });
}
