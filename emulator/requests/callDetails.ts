import { parseAuthorization } from "../auth/authorizationHeader";
import { ApiError } from "../http/errors";
import { decode, type ApiRequest } from "../http/messages";
import type { BatchMember, Call } from "../journal/call";
import { innerArn, parseArn } from "../model/arns";
import type { RoutedRequest } from "../operations/operation";
import type { Route } from "./routes";
import { missingOperation } from "./unknownOperation";

type RoomKey = "accountId" | "roomId" | "memberId" | "role" | "members";
type ChannelKey = "bearer" | "appInstanceArn" | "channelArn" | "memberArn" | "memberArns" | "type";

/** The resources in a request. Unchecked, because the journal also has calls that are refused. */
export type ResourceDetails = Pick<Call, RoomKey | ChannelKey>;

/** What the client sends about itself and the attempt. */
export type ClientDetails = Pick<Call, "accessKeyId" | "region" | "attempt" | "invocationId">;

/** Reads the ids, ARNs, roles and types of a request. */
export function resourceDetails({ request }: Route): ResourceDetails {
  const body = jsonFields(request);
  return { ...roomDetails(request, body), ...channelDetails(request, body) };
}

/** A request that is of no operation of the emulator. */
export function unknownCall(request: ApiRequest): Pick<Call, "operation" | "request"> {
  const { method, path } = request;
  const name = missingOperation(request);
  const asked = `${method} ${decode(path) ?? path}`;
  return { operation: "UnknownOperation", request: name === undefined ? asked : `${name}, ${asked}` };
}

/** Reads the access key and the headers of the SDK. */
export function clientDetails({ headers }: ApiRequest): ClientDetails {
  const attempt = /(?:^|;\s*)attempt=(\d+)/.exec(headers["amz-sdk-request"] ?? "")?.[1];
  return {
    ...signerDetails(headers["authorization"]),
    ...(attempt === undefined ? {} : { attempt: Number(attempt) }),
    ...textProperty("invocationId", headers["amz-sdk-invocation-id"]),
  };
}

function signerDetails(header: string | undefined): Pick<ClientDetails, "accessKeyId" | "region"> {
  try {
    const { accessKeyId, region } = parseAuthorization(header);
    return { accessKeyId, region };
  } catch (error) {
    if (error instanceof ApiError) return {};
    throw error;
  }
}

function roomDetails({ labels }: RoutedRequest, body: Record<string, unknown>): ResourceDetails {
  const members = batchMembers(body["MembershipItemList"]);
  return {
    ...textProperty("accountId", labels["AccountId"]),
    ...textProperty("roomId", labels["RoomId"]),
    ...textProperty("memberId", labels["MemberId"] ?? labels["UserId"] ?? body["MemberId"]),
    ...textProperty("role", body["Role"]),
    ...(members === undefined ? {} : { members }),
  };
}

function channelDetails(request: RoutedRequest, body: Record<string, unknown>): ResourceDetails {
  const { labels, query, headers } = request;
  const { MemberArns } = body;
  return {
    ...textProperty("bearer", headers["x-amz-chime-bearer"]),
    ...textProperty("appInstanceArn", appInstanceIn(request, body)),
    ...textProperty("channelArn", labels["ChannelArn"] ?? newChannel(body)),
    ...textProperty("memberArn", memberIn(labels) ?? userInQuery(query) ?? newUser(body) ?? memberIn(body)),
    ...(Array.isArray(MemberArns) ? { memberArns: MemberArns.filter(isText) } : {}),
    ...textProperty("type", body["Type"] ?? query.get("type")?.at(-1)),
  };
}

/** The app instance in the request, or the one that contains a resource in the request. */
function appInstanceIn({ labels, query }: RoutedRequest, body: Record<string, unknown>): unknown {
  const arn = labels["AppInstanceArn"] ?? query.get("app-instance-arn")?.at(-1) ?? body["AppInstanceArn"];
  const inner = [...Object.values(labels), body["ResourceARN"], query.get("arn")?.at(-1)].filter(isText);
  return arn ?? inner.map((label) => parseArn(label)?.appInstanceArn)[0];
}

const MEMBER_PROPERTIES = [
  "MemberArn",
  "AppInstanceUserArn",
  "AppInstanceBotArn",
  "AppInstanceAdminArn",
  "ChannelModeratorArn",
];

/** The ARN of a member, user, bot, administrator or moderator. */
function memberIn(properties: Readonly<Record<string, unknown>>): unknown {
  return MEMBER_PROPERTIES.map((name) => properties[name]).find((value) => value !== undefined);
}

/** The ARN of the user whose channels are read. */
function userInQuery(query: RoutedRequest["query"]): string | undefined {
  return query.get("app-instance-user-arn")?.at(-1);
}

/** The ARN of a user to create. Its caller chooses the id, which determines the ARN. */
function newUser({ AppInstanceArn, AppInstanceUserId }: Record<string, unknown>): string | undefined {
  const isUser = isText(AppInstanceArn) && isText(AppInstanceUserId);
  return isUser ? innerArn(AppInstanceArn, "user", AppInstanceUserId) : undefined;
}

/** The ARN of a channel to create, if the caller chooses its id. */
function newChannel({ AppInstanceArn, ChannelId }: Record<string, unknown>): unknown {
  return isText(AppInstanceArn) && isText(ChannelId)
    ? innerArn(AppInstanceArn, "channel", ChannelId)
    : undefined;
}

function batchMembers(value: unknown): BatchMember[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item: unknown) => {
    const { MemberId, Role } = (typeof item === "object" && item !== null ? item : {}) as Record<
      string,
      unknown
    >;
    return typeof MemberId === "string" ? [{ memberId: MemberId, ...textProperty("role", Role) }] : [];
  });
}

/** The fields of a JSON body; none if the body is invalid. */
function jsonFields(request: RoutedRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textProperty<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  return isText(value) ? ({ [key]: value } as Record<K, string>) : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
