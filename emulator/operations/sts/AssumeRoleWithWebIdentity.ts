import type { RoleOptions } from "../../configuration/options";
import { ApiError } from "../../http/errors";
import { operation } from "../operation";
import { parseForm, requiredText, text } from "./formFields";
import { startSession } from "./roleSession";
import { POLICY, sessionRequest } from "./sessionFields";
import { readToken } from "./webIdentityToken";

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const AssumeRoleWithWebIdentity = operation({
  name: "AssumeRoleWithWebIdentity",
  http: { method: "POST", path: "/", selector: "AssumeRoleWithWebIdentity", status: 200 },
  signed: false,

  validate: (request) => {
    const fields = parseForm(request.body);
    text(fields, "Policy", { min: 1, max: 2048, pattern: POLICY });
    text(fields, "ProviderId", { min: 4, max: 2048 });
    return {
      ...sessionRequest(fields),
      token: requiredText(fields, "WebIdentityToken", { min: 4, max: 20_000 }),
    };
  },

  run: (input, context) => {
    const { issuer, subject, audience } = readToken(input.token, context.now);
    const role = trustingRole(context.credentials.role(input.roleArn), issuer);
    const output = {
      AssumeRoleWithWebIdentityResult: {
        ...startSession(role, input, context),
        SubjectFromWebIdentityToken: subject,
        Provider: issuer,
        Audience: audience,
      },
    };
    return { output, written: false };
  },
});

/** The role, if it exists and trusts the issuer. The error is the same in both cases, as in AWS. */
function trustingRole(role: RoleOptions | undefined, issuer: string): RoleOptions {
  if (role !== undefined && trusts(role, issuer)) return role;
  throw new ApiError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
}

/** A role that is only for certain access keys trusts no issuer that it does not name. */
function trusts({ trustedIssuers, trustedAccessKeyIds }: RoleOptions, issuer: string): boolean {
  return trustedIssuers?.includes(issuer) ?? trustedAccessKeyIds === undefined;
}
