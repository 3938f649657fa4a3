import { ApiError } from "../../http/errors";
import type { AppInstance, ClientRequest } from "../../store/appInstanceStore";
import { checkTags, metadata, requestToken, resourceName } from "../sdkConstraints";
import { operation, type Context } from "../operation";
import { fields } from "../requestFields";
import { awsAccountOf } from "../callScope";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstance.html */
export const CreateAppInstance = operation({
  name: "CreateAppInstance",
  http: { method: "POST", path: "/app-instances", status: 201 },

  validate: (request) => {
    const body = fields(request);
    checkTags(body["Tags"]);
    const content = { name: resourceName(body["Name"], "Name"), metadata: metadata(body["Metadata"]) };
    return { ...content, request: { token: requestToken(body), content: JSON.stringify(content) } };
  },

  run: (input, context) => {
    const existing = createdWith(input.request, context);
    const { region, appInstances } = context;
    const created = existing ?? appInstances.add({ ...input, region, awsAccountId: awsAccountOf(context) });
    return { output: { AppInstanceArn: created.arn }, written: existing === undefined };
  },
});

/** The app instance that an earlier call with this token created. */
function createdWith(request: ClientRequest, context: Context): AppInstance | undefined {
  const instances = context.appInstances.list(context.region, awsAccountOf(context));
  const created = instances.find((instance) => instance.request?.token === request.token);
  if (created !== undefined && created.request?.content !== request.content) {
    throw new ApiError("ConflictException", "The ClientRequestToken was used for another app instance.");
  }
  return created;
}
