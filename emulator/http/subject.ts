import type { BatchMember, Call } from "../journal";
import type { RoutedRequest } from "../operations/operation";
import { innerArn, parseArn } from "../store/messaging/arns";
import type { Route } from "./services";

/** What a request is about, read without judging it: also a refused call stands in the journal. */
export type CallSubject = Pick<Call, SubjectKey>;

type SubjectKey = "accountId" | "roomId" | "memberId" | "role" | "members" | ChannelKey;
type ChannelKey = "bearer" | "appInstanceArn" | "channelArn" | "memberArn" | "memberArns" | "type";

/** Reads the ids, ARNs, roles and types of a request. */
export function subjectOf({ request }: Route): CallSubject {
  const body = lenientFields(request);
  return { ...roomSubject(request, body), ...channelSubject(request, body) };
}

function roomSubject({ labels }: RoutedRequest, body: Record<string, unknown>): CallSubject {
  const members = batchMembers(body["MembershipItemList"]);
  return {
    ...part("accountId", labels["AccountId"]),
    ...part("roomId", labels["RoomId"]),
    ...part("memberId", labels["MemberId"] ?? labels["UserId"] ?? body["MemberId"]),
    ...part("role", body["Role"]),
    ...(members === undefined ? {} : { members }),
  };
}

function channelSubject(request: RoutedRequest, body: Record<string, unknown>): CallSubject {
  const { labels, query, headers } = request;
  const { MemberArns } = body;
  return {
    ...part("bearer", headers["x-amz-chime-bearer"]),
    ...part("appInstanceArn", appInstanceIn(request, body)),
    ...part("channelArn", labels["ChannelArn"] ?? newChannel(body)),
    ...part("memberArn", labels["MemberArn"] ?? labels["AppInstanceUserArn"] ?? newMember(body)),
    ...(Array.isArray(MemberArns) ? { memberArns: MemberArns.filter(isText) } : {}),
    ...part("type", body["Type"] ?? query.get("type")?.at(-1)),
  };
}

/** The app instance that a request names, by itself or by something in it. */
function appInstanceIn({ labels, query }: RoutedRequest, body: Record<string, unknown>): unknown {
  const named = labels["AppInstanceArn"] ?? query.get("app-instance-arn")?.at(-1) ?? body["AppInstanceArn"];
  const inner = labels["ChannelArn"] ?? labels["AppInstanceUserArn"] ?? "";
  return named ?? parseArn(inner)?.appInstanceArn;
}

/** A member to be added, or a user to be made: its id is the caller's choice, so the ARN is known. */
function newMember({ MemberArn, AppInstanceArn, AppInstanceUserId }: Record<string, unknown>): unknown {
  const isUser = isText(AppInstanceArn) && isText(AppInstanceUserId);
  return isUser ? innerArn(AppInstanceArn, "user", AppInstanceUserId) : MemberArn;
}

/** A channel to be made, where its id is the caller's choice. */
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
    return typeof MemberId === "string" ? [{ memberId: MemberId, ...part("role", Role) }] : [];
  });
}

function lenientFields(request: RoutedRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function part<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  return isText(value) ? ({ [key]: value } as Record<K, string>) : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
