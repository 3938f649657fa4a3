import { badRequest, conflict } from "../../http/errors";
import type { AppInstance, Channel } from "../../store/appInstance";
import { innerArn } from "../../model/arns";
import {
  arnOf,
  optionalTags,
  expiration,
  list,
  metadata,
  oneOf,
  requestToken,
  resourceId,
  resourceName,
} from "../sdkConstraints";
import { createdBefore } from "../idempotency";
import { operation, type Context, type RoutedRequest } from "../operation";
import { fields, type Fields } from "../requestFields";
import { accessAppInstance, bearerOf } from "./channelAccess";
import { CHANNEL_MODES, CHANNEL_PRIVACIES } from "../../model/enums";

type Input = ReturnType<typeof validate>;

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html */
export const CreateChannel = operation({
  name: "CreateChannel",
  http: { method: "POST", path: "/channels", status: 201 },
  validate,
  run: (input, context) => {
    const instance = accessAppInstance(context, input);
    const ofBearer = [...instance.channels.values()].filter(({ createdBy }) => createdBy === input.bearer);
    const existing = createdBefore(ofBearer, input.request, conflict);
    const created = existing ?? create(instance, input, context);
    return { output: { ChannelArn: created.arn }, written: existing === undefined };
  },
});

function validate(request: RoutedRequest) {
  const body = fields(request);
  if (body["ElasticChannelConfiguration"] !== undefined && body["ElasticChannelConfiguration"] !== null) {
    throw badRequest("The emulator does not support elastic channels.");
  }
  const tags = optionalTags(body["Tags"]);
  const content = {
    bearer: bearerOf(request),
    appInstanceArn: arnOf(body["AppInstanceArn"], "AppInstanceArn", undefined),
    name: resourceName(body["Name"], "Name"),
    mode: oneOf(body["Mode"], "Mode", CHANNEL_MODES) ?? "UNRESTRICTED",
    privacy: oneOf(body["Privacy"], "Privacy", CHANNEL_PRIVACIES) ?? "PUBLIC",
    metadata: metadata(body["Metadata"]),
    id: resourceId(body["ChannelId"], "ChannelId"),
    memberArns: participants(body, "MemberArns"),
    moderatorArns: participants(body, "ModeratorArns"),
    expiration: expiration(body["ExpirationSettings"], ["CREATED_TIMESTAMP", "LAST_MESSAGE_TIMESTAMP"]),
  };
  return {
    ...content,
    tags,
    request: { token: requestToken(body), content: JSON.stringify({ ...content, tags }) },
  };
}

function participants(body: Fields, name: string): string[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  return list(value, name, 10, (item, what) => arnOf(item, what, "user", "bot"));
}

function create(instance: AppInstance, input: Input, { appInstances, rules }: Context): Channel {
  const { id, memberArns, moderatorArns } = input;
  if (id !== undefined && instance.channels.has(innerArn(instance.arn, "channel", id))) {
    throw conflict("A channel with this ChannelId exists.");
  }
  if ([...memberArns, ...moderatorArns].some((arn) => !instance.participants.has(arn))) {
    throw badRequest("Every member and moderator must be a user or bot of the app instance.");
  }
  const channel = appInstances.addChannel(instance, { ...input, createdBy: input.bearer });
  for (const memberArn of [input.bearer, ...moderatorArns]) {
    appInstances.putEntry(channel.moderators, { memberArn, createdBy: input.bearer });
  }
  const creator = rules.channelCreator === "moderatorAndMember" ? [input.bearer] : [];
  for (const memberArn of new Set([...creator, ...memberArns])) {
    appInstances.putMembership(channel, { memberArn, type: "DEFAULT", invitedBy: input.bearer });
  }
  return channel;
}
