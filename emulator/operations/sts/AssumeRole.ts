import { equal } from "../../auth/signature";
import type { RoleOptions } from "../../configuration/options";
import { ApiError } from "../../http/errors";
import { operation, type Context } from "../operation";
import { items, parseForm, requiredText, text, wholeNumber } from "./formFields";
import { startSession } from "./roleSession";
import { ARN_LENGTH, POLICY, SESSION_NAME, sessionRequest, type SessionRequest } from "./sessionFields";

const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

interface Input extends SessionRequest {
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
      ...sessionRequest(fields),
      externalId: text(fields, "ExternalId", { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ }),
    };
  },

  run: (input, context) => {
    const role = trustingRole(context.credentials.role(input.roleArn), input, context);
    return { output: { AssumeRoleResult: startSession(role, input, context) }, written: false };
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

/** Fields that are validated but have no effect: the session policy, tags, MFA and so on. */
function checkIgnoredFields(fields: URLSearchParams): void {
  text(fields, "Policy", { min: 1, pattern: POLICY });
  text(fields, "SourceIdentity", { min: 2, max: 256, pattern: SESSION_NAME });
  text(fields, "SerialNumber", { min: 9, max: 256, pattern: /^[\w+=/:,.@-]*$/ });
  text(fields, "TokenCode", { min: 6, max: 6, pattern: /^\d*$/ });
  wholeNumber(fields, "MinimumSessionTokenSize", 0, 4096);
  for (const item of items(fields, "Tags", { max: 50 })) {
    requiredText(fields, `${item}.Key`, { min: 1, max: 128, pattern: TAG });
    requiredText(fields, `${item}.Value`, { min: 0, max: 256, pattern: TAG });
  }
  for (const item of items(fields, "TransitiveTagKeys", { max: 50 })) {
    requiredText(fields, item, { min: 1, max: 128, pattern: TAG });
  }
  for (const item of items(fields, "ProvidedContexts", { max: 5 })) {
    text(fields, `${item}.ProviderArn`, ARN_LENGTH);
    text(fields, `${item}.ContextAssertion`, { min: 4, max: 3072 });
  }
}
