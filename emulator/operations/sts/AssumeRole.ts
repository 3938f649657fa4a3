import { equal } from "../../auth/signature";
import { ApiError } from "../../http/errors";
import type { RoleOptions } from "../../options";
import { operation, type Context } from "../operation";
import { form } from "./form";
import { items, requiredText, text, wholeNumber } from "./validation";

const NAME = /^[\w+=,.@-]*$/;
const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const ARN = { least: 20, most: 2048 };

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
    checkRest(fields);
    return {
      roleArn: requiredText(fields, "RoleArn", ARN),
      session: requiredText(fields, "RoleSessionName", { least: 2, most: 64, pattern: NAME }),
      // An hour is the longest session of the roles here, as it is of a role that does not say otherwise.
      seconds: wholeNumber(fields, "DurationSeconds", 900, 3600) ?? 3600,
      externalId: text(fields, "ExternalId", { least: 2, most: 1224, pattern: /^[\w+=,.@:/-]*$/ }),
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

/** What the emulator only looks at: no session here can do less than its role, and none has a device. */
function checkRest(fields: URLSearchParams): void {
  text(fields, "Policy", { least: 1, pattern: /^[\t\n\r\x20-\xff]*$/ });
  text(fields, "SourceIdentity", { least: 2, most: 256, pattern: NAME });
  text(fields, "SerialNumber", { least: 9, most: 256, pattern: /^[\w+=/:,.@-]*$/ });
  text(fields, "TokenCode", { least: 6, most: 6, pattern: /^\d*$/ });
  wholeNumber(fields, "MinimumSessionTokenSize", 0, 4096);
  for (const item of items(fields, "PolicyArns", { most: 10 })) text(fields, `${item}.arn`, ARN);
  for (const item of items(fields, "Tags", { most: 50 })) {
    requiredText(fields, `${item}.Key`, { least: 1, most: 128, pattern: TAG });
    requiredText(fields, `${item}.Value`, { least: 0, most: 256, pattern: TAG });
  }
  for (const item of items(fields, "TransitiveTagKeys", { most: 50 })) {
    requiredText(fields, item, { least: 1, most: 128, pattern: TAG });
  }
  for (const item of items(fields, "ProvidedContexts", { most: 5 })) {
    text(fields, `${item}.ProviderArn`, ARN);
    text(fields, `${item}.ContextAssertion`, { least: 4, most: 3072 });
  }
}
