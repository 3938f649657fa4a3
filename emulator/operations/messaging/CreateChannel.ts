import { ApiError, badRequest } from "../../http/errors";
import type { AppInstance, Channel, ClientRequest } from "../../store/messaging/appInstances";
import { innerArn } from "../../store/messaging/arns";
import {
  arnOf,
  checkTags,
  expiration,
  list,
  metadata,
  oneOf,
  requestToken,
  resourceId,
  resourceName,
} from "../constraints";
import { operation, type Context, type RoutedRequest } from "../operation";
import { fields, type Fields } from "../validation";
import { appInstanceOf, bearer } from "./place";
import { MODES, PRIVACIES } from "./values";

type Input = ReturnType<typeof validate>;

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html */
export const CreateChannel = operation({
  name: "CreateChannel",
  http: { method: "POST", path: "/channels", status: 201 },
  validate,
  run: (input, context) => {
    const instance = appInstanceOf(context, input);
    const existing = madeWith(input.request, input.bearer, instance);
    const made = existing ?? create(instance, input, context);
    return { output: { ChannelArn: made.arn }, written: existing === undefined };
  },
});

function validate(request: RoutedRequest) {
  const body = fields(request);
  if (body["ElasticChannelConfiguration"] !== undefined && body["ElasticChannelConfiguration"] !== null) {
    throw badRequest("The emulator has no elastic channels.");
  }
  checkTags(body["Tags"]);
  const content = {
    bearer: bearer(request),
    appInstanceArn: arnOf(body["AppInstanceArn"], "AppInstanceArn", undefined),
    name: resourceName(body["Name"], "Name"),
    mode: oneOf(body["Mode"], "Mode", MODES) ?? "UNRESTRICTED",
    privacy: oneOf(body["Privacy"], "Privacy", PRIVACIES) ?? "PUBLIC",
    metadata: metadata(body["Metadata"]),
    id: resourceId(body["ChannelId"], "ChannelId"),
    memberArns: participants(body, "MemberArns"),
    moderatorArns: participants(body, "ModeratorArns"),
    expiration: expiration(body["ExpirationSettings"], ["CREATED_TIMESTAMP", "LAST_MESSAGE_TIMESTAMP"]),
  };
  return { ...content, request: { token: requestToken(body), content: JSON.stringify(content) } };
}

function participants(body: Fields, name: string): string[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  return list(value, name, 10, (item, what) => arnOf(item, what, "user", "bot"));
}

/** The channel that an earlier call has made, of which this one is a repetition. */
function madeWith(request: ClientRequest, bearerArn: string, { channels }: AppInstance): Channel | undefined {
  const made = [...channels.values()].find(
    (channel) => channel.createdBy === bearerArn && channel.request?.token === request.token,
  );
  if (made !== undefined && made.request?.content !== request.content) {
    throw new ApiError("ConflictException", "The ClientRequestToken was used for another channel.");
  }
  return made;
}

function create(instance: AppInstance, input: Input, { appInstances, rules }: Context): Channel {
  const { id, memberArns, moderatorArns } = input;
  if (id !== undefined && instance.channels.has(innerArn(instance.arn, "channel", id))) {
    throw new ApiError("ConflictException", "There is a channel with this ChannelId.");
  }
  if ([...memberArns, ...moderatorArns].some((arn) => !instance.participants.has(arn))) {
    throw badRequest("Every member and moderator must be a user or bot of the app instance.");
  }
  const channel = appInstances.addChannel(instance, { ...input, createdBy: input.bearer });
  for (const arn of [input.bearer, ...moderatorArns]) channel.moderators.add(arn);
  const creator = rules.channelCreator === "moderatorAndMember" ? [input.bearer] : [];
  for (const memberArn of new Set([...creator, ...memberArns])) {
    appInstances.putMembership(channel, { memberArn, type: "DEFAULT", invitedBy: input.bearer });
  }
  return channel;
}
