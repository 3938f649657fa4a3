import { ApiError } from "../../http/errors";
import type { AppInstance, Participant } from "../../store/messaging/appInstances";
import { innerArn } from "../../store/messaging/arns";
import { arnOf, checkTags, expiration, metadata, requestToken, resourceId, userName } from "../constraints";
import { operation, type RoutedRequest } from "../operation";
import { fields, required } from "../validation";
import { appInstanceOf } from "./place";

type Input = ReturnType<typeof validate>;

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html */
export const CreateAppInstanceUser = operation({
  name: "CreateAppInstanceUser",
  http: { method: "POST", path: "/app-instance-users", status: 201 },
  validate,
  run: (input, context) => {
    const instance = appInstanceOf(context, input.appInstanceArn);
    const existing = sameUser(instance, input);
    const user = existing ?? context.appInstances.addParticipant(instance, "user", input);
    return { output: { AppInstanceUserArn: user.arn }, written: existing === undefined };
  },
});

function validate(request: RoutedRequest) {
  const body = fields(request);
  checkTags(body["Tags"]);
  requestToken(body);
  return {
    appInstanceArn: arnOf(body["AppInstanceArn"], "AppInstanceArn", undefined),
    id: required(resourceId(body["AppInstanceUserId"], "AppInstanceUserId"), "AppInstanceUserId"),
    name: userName(body["Name"], "Name"),
    metadata: metadata(body["Metadata"]),
    expiration: expiration(body["ExpirationSettings"], ["CREATED_TIMESTAMP"]),
  };
}

/** The user with this id. The same user made again is the same user, whatever the token says. */
function sameUser(instance: AppInstance, { id, ...wanted }: Input): Participant | undefined {
  const user = instance.participants.get(innerArn(instance.arn, "user", id));
  if (user === undefined) return undefined;
  const same =
    user.name === wanted.name &&
    user.metadata === wanted.metadata &&
    JSON.stringify(user.expiration) === JSON.stringify(wanted.expiration);
  if (same) return user;
  throw new ApiError("ConflictException", "There is another user with this AppInstanceUserId.");
}
