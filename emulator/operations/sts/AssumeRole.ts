import { equal } from "../../auth/signature";
import { ApiError } from "../../http/errors";
import type { RoleOptions } from "../../configuration/options";
import { operation, type Context } from "../operation";
import { items, parseForm, requiredText, text, wholeNumber } from "./formFields";

const NAME = /^[\w+=,.@-]*$/;
const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const ARN = { min: 20, max: 2048 };

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
    const fields = parseForm(request.body);
    checkIgnoredFields(fields);
    return {
      roleArn: requiredText(fields, "RoleArn", ARN),
      session: requiredText(fields, "RoleSessionName", { min: 2, max: 64, pattern: NAME }),
      // 3600 is the default maximum session duration of a role.
      seconds: wholeNumber(fields, "DurationSeconds", 900, 3600) ?? 3600,
      externalId: text(fields, "ExternalId", { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ }),
    };
  },

  run: (input, context) => {
    const role = trustingRole(context.credentials.role(input.roleArn), input, context);
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

/** The role, if it exists and trusts the caller. The error is the same in both cases, as in AWS. */
function trustingRole(role: RoleOptions | undefined, input: Input, { caller }: Context): RoleOptions {
  const trusted = role?.trustedAccessKeyIds?.includes(caller.accessKeyId) ?? true;
  const known = role?.externalId === undefined || equal(role.externalId, input.externalId ?? "");
  if (role !== undefined && trusted && known) return role;
  const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.roleArn}`;
  throw new ApiError("AccessDenied", message);
}

/** Fields that are validated but have no effect: session policies, tags, MFA and so on. */
function checkIgnoredFields(fields: URLSearchParams): void {
  text(fields, "Policy", { min: 1, pattern: /^[\t\n\r\x20-\xff]*$/ });
  text(fields, "SourceIdentity", { min: 2, max: 256, pattern: NAME });
  text(fields, "SerialNumber", { min: 9, max: 256, pattern: /^[\w+=/:,.@-]*$/ });
  text(fields, "TokenCode", { min: 6, max: 6, pattern: /^\d*$/ });
  wholeNumber(fields, "MinimumSessionTokenSize", 0, 4096);
  for (const item of items(fields, "PolicyArns", { max: 10 })) text(fields, `${item}.arn`, ARN);
  for (const item of items(fields, "Tags", { max: 50 })) {
    requiredText(fields, `${item}.Key`, { min: 1, max: 128, pattern: TAG });
    requiredText(fields, `${item}.Value`, { min: 0, max: 256, pattern: TAG });
  }
  for (const item of items(fields, "TransitiveTagKeys", { max: 50 })) {
    requiredText(fields, item, { min: 1, max: 128, pattern: TAG });
  }
  for (const item of items(fields, "ProvidedContexts", { max: 5 })) {
    text(fields, `${item}.ProviderArn`, ARN);
    text(fields, `${item}.ContextAssertion`, { min: 4, max: 3072 });
  }
}
