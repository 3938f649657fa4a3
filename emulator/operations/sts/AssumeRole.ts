import { equal } from "../../auth/signature";
import { ApiError } from "../../http/errors";
import type { RoleOptions } from "../../options";
import { operation, type Context } from "../operation";
import { form } from "./form";

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

interface Input {
  readonly roleArn: string;
  readonly session: string;
  readonly seconds: number;
  readonly externalId: string | undefined;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const AssumeRole = operation({
  name: "AssumeRole",
  http: { method: "POST", path: "/", selector: "AssumeRole", status: 200 },

  validate: (request): Input => {
    const fields = form(request.body);
    const session = fields.get("RoleSessionName") ?? "";
    const seconds = Number(fields.get("DurationSeconds") ?? 3600);
    if (!SESSION_NAME.test(session)) throw invalid("roleSessionName must match [\\w+=,.@-]{2,64}");
    if (!Number.isInteger(seconds) || seconds < 900 || seconds > 3600) {
      throw invalid("durationSeconds must be from 900 to 3600, the longest session of the roles here");
    }
    return {
      roleArn: fields.get("RoleArn") ?? "",
      session,
      seconds,
      externalId: fields.get("ExternalId") ?? undefined,
    };
  },

  run: (input, context) => {
    const role = trusting(context.credentials.role(input.roleArn), input, context);
    const issued = context.credentials.issue(role, input.session, context.now + input.seconds * 1000);
    const output = {
      AssumeRoleResult: {
        Credentials: {
          AccessKeyId: issued.accessKeyId,
          SecretAccessKey: issued.secretAccessKey,
          SessionToken: issued.sessionToken,
          Expiration: new Date(issued.expires).toISOString(),
        },
        AssumedRoleUser: { AssumedRoleId: issued.userId, Arn: issued.arn },
      },
    };
    return { output, written: false };
  },
});

/** The role, if it exists and trusts the caller. Which of the two is missing is nobody's business. */
function trusting(role: RoleOptions | undefined, input: Input, { caller }: Context): RoleOptions {
  const trusted = role?.trustedAccessKeyIds?.includes(caller.accessKeyId) ?? true;
  const known = role?.externalId === undefined || equal(role.externalId, input.externalId ?? "");
  if (role !== undefined && trusted && known) return role;
  const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.roleArn}`;
  throw new ApiError("AccessDenied", message);
}

function invalid(message: string): ApiError {
  return new ApiError("ValidationError", message);
}
