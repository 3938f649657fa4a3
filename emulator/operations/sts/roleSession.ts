import type { RoleOptions } from "../../configuration/options";
import { ApiError } from "../../http/errors";
import type { Context } from "../operation";
import type { SessionRequest } from "./sessionFields";

const ROLE_CHAINING_SECONDS = 3600;

/** The part of the reply that all operations that assume a role have. */
export interface RoleSession {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: string;
  };
  readonly AssumedRoleUser: { readonly AssumedRoleId: string; readonly Arn: string };
}

/**
 * Issues temporary credentials of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html
 * @throws ValidationError if the session is longer than the role or role chaining allows
 */
export function startSession(
  role: RoleOptions,
  { session, seconds }: SessionRequest,
  context: Context,
): RoleSession {
  checkDuration(role, seconds, context);
  const issued = context.credentials.issue(role, session, context.now + seconds * 1000);
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(issued.expires).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: issued.userId, Arn: issued.arn },
  };
}

function checkDuration(
  { maxSessionDuration = 3600 }: RoleOptions,
  seconds: number,
  { caller }: Context,
): void {
  if (seconds > maxSessionDuration) {
    throw tooLong("the MaxSessionDuration set for this role");
  }
  if (caller.expires !== undefined && seconds > ROLE_CHAINING_SECONDS) {
    throw tooLong("the 1 hour session limit for roles assumed by role chaining");
  }
}

function tooLong(limit: string): ApiError {
  return new ApiError("ValidationError", `The requested DurationSeconds exceeds ${limit}.`);
}
