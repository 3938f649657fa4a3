import { ApiError } from "../../http/errors";
import type { AppInstance, ClientRequest } from "../../store/messaging/appInstances";
import { checkTags, metadata, requestToken, resourceName } from "../constraints";
import { operation, type Context } from "../operation";
import { fields } from "../validation";
import { owner } from "../here";

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
    const existing = madeWith(input.request, context);
    const { region, appInstances } = context;
    const made = existing ?? appInstances.add({ ...input, region, owner: owner(context) });
    return { output: { AppInstanceArn: made.arn }, written: existing === undefined };
  },
});

/** The app instance that an earlier call has made, of which this one is a repetition. */
function madeWith(request: ClientRequest, context: Context): AppInstance | undefined {
  const instances = context.appInstances.list(context.region, owner(context));
  const made = instances.find((instance) => instance.request?.token === request.token);
  if (made !== undefined && made.request?.content !== request.content) {
    throw new ApiError("ConflictException", "The ClientRequestToken was used for another app instance.");
  }
  return made;
}
