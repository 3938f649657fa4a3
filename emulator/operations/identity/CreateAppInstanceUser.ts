import { conflict } from "../../http/errors";
import type { AppInstance, Participant } from "../../store/appInstance";
import { participantsOf } from "../../store/participants";
import { innerArn } from "../../model/arns";
import {
  arnOf,
  optionalTags,
  expiration,
  metadata,
  requestToken,
  resourceId,
  userName,
} from "../sdkConstraints";
import { createdBefore } from "../idempotency";
import { operation, type RoutedRequest } from "../operation";
import { fields, required } from "../requestFields";
import { findAppInstance } from "../findAppInstance";

type Input = ReturnType<typeof validate>;

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html */
export const CreateAppInstanceUser = operation({
  name: "CreateAppInstanceUser",
  http: { method: "POST", path: "/app-instance-users", status: 201 },
  validate,
  run: (input, context) => {
    const instance = findAppInstance(context, input.appInstanceArn);
    const users = participantsOf(instance, "user");
    const existing = createdBefore(users, input.request, conflict) ?? existingUser(instance, input);
    const user = existing ?? context.appInstances.addParticipant(instance, "user", input);
    return { output: { AppInstanceUserArn: user.arn }, written: existing === undefined };
  },
});

function validate(request: RoutedRequest) {
  const body = fields(request);
  const tags = optionalTags(body["Tags"]);
  const content = {
    appInstanceArn: arnOf(body["AppInstanceArn"], "AppInstanceArn", undefined),
    id: required(resourceId(body["AppInstanceUserId"], "AppInstanceUserId"), "AppInstanceUserId"),
    name: userName(body["Name"], "Name"),
    metadata: metadata(body["Metadata"]),
    expiration: expiration(body["ExpirationSettings"], ["CREATED_TIMESTAMP"]),
  };
  return {
    ...content,
    tags,
    request: { token: requestToken(body), content: JSON.stringify({ ...content, tags }) },
  };
}

/** The existing user with this id. Creating an identical user succeeds with any token. */
function existingUser(instance: AppInstance, { id, ...requested }: Input): Participant | undefined {
  const user = instance.participants.get(innerArn(instance.arn, "user", id));
  if (user === undefined) return undefined;
  const same =
    user.name === requested.name &&
    user.metadata === requested.metadata &&
    JSON.stringify(user.expiration) === JSON.stringify(requested.expiration);
  if (same) return user;
  throw conflict("Another user has this AppInstanceUserId.");
}
