import type { BatchMember, Call } from "../journal";
import type { RoutedRequest } from "../operations/operation";
import type { Route } from "./services";

/** What a request is about, read without judging it: also a refused call stands in the journal. */
export type CallSubject = Pick<Call, "accountId" | "roomId" | "memberId" | "role" | "members">;

/** Reads the ids and roles of a request. */
export function subjectOf({ request }: Route): CallSubject {
  const { labels } = request;
  const body = lenientFields(request);
  const members = batchMembers(body["MembershipItemList"]);
  return {
    ...part("accountId", labels["AccountId"]),
    ...part("roomId", labels["RoomId"]),
    ...part("memberId", labels["MemberId"] ?? labels["UserId"] ?? body["MemberId"]),
    ...part("role", body["Role"]),
    ...(members === undefined ? {} : { members }),
  };
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
  return typeof value === "string" ? ({ [key]: value } as Record<K, string>) : {};
}
