import {
  booleanProblem,
  choiceProblem,
  idProblem,
  isUnknown,
  problemsOf,
  UNKNOWN_VALUE,
  type CheckFailure,
  type Properties,
} from "./properties";
import { RoomMembershipRole } from "./roomMembership";

/**
 * All that is wrong with the inputs of a roster as a program gives them, each with its property.
 */
export function rosterProblems(news: Properties): CheckFailure[] {
  const { members, ...others } = news;
  const entries = entriesOf(members);
  return [
    ...problemsOf(others, RULES).filter(({ property }) => property !== "members"),
    ...(entries ? entries.flatMap(entryProblems) : listProblems(members)),
    ...(entries ? repeated(entries) : []),
    ...(entries ? contradictions(news, entries) : []),
  ];
}

/**
 * The inputs of a roster in the form in which they are kept. While one of the member ids is not known, neither are the
 * members.
 *
 * @param news Inputs without problems.
 */
export function canonicalRoster(news: Properties): Properties {
  const { members, exclusive, ignoreMembers, ...others } = news;
  const entries = entriesOf(members);
  const known = entries?.every(({ memberId }) => typeof memberId === "string" && !isUnknown(memberId));
  return {
    ...others,
    members: entries && known ? Object.fromEntries(entries.map(roleById).sort(byText)) : UNKNOWN_VALUE,
    ...(exclusive === true || isUnknown(exclusive) ? { exclusive } : {}),
    ...canonicalIgnored(ignoreMembers),
  };
}

interface Entry {
  /** Where it stands in the inputs. */
  path: string;
  memberId: unknown;
  role: unknown;
  /** What else it has. */
  others: string[];
}

const RULES = {
  accountId: idProblem,
  roomId: idProblem,
  members: () => undefined,
  exclusive: booleanProblem,
  ignoreMembers: idsProblem,
};

// A program gives a list; what is kept, and what an import brings, is by member id.
function entriesOf(members: unknown): Entry[] | undefined {
  if (Array.isArray(members)) return members.map(entryOfItem);
  if (typeof members !== "object" || members === null) return undefined;
  return Object.entries(members as Properties).map(([memberId, role]) => ({
    path: `members["${memberId}"]`,
    memberId,
    role,
    others: [],
  }));
}

function entryOfItem(item: unknown, index: number): Entry {
  const path = `members[${index}]`;
  if (isUnknown(item)) return { path, memberId: UNKNOWN_VALUE, role: UNKNOWN_VALUE, others: [] };
  const { memberId, role, ...others } = (typeof item === "object" && item !== null ? item : {}) as Properties;
  return { path, memberId, role: role ?? RoomMembershipRole.Member, others: Object.keys(others) };
}

function listProblems(members: unknown): CheckFailure[] {
  if (isUnknown(members)) return [];
  const given = members === undefined || members === null;
  const reason = given ? "is required." : "must be a list of { memberId, role }.";
  return [{ property: "members", reason: `members ${reason}` }];
}

function entryProblems({ path, memberId, role, others }: Entry): CheckFailure[] {
  const found: [string, string | undefined][] = [
    ["memberId", isUnknown(memberId) ? undefined : idProblem(memberId)],
    ["role", isUnknown(role) ? undefined : choiceProblem(role, Object.values(RoomMembershipRole))],
    ...others.map((name): [string, string] => [name, "does not exist: there are only memberId and role."]),
  ];
  return found.flatMap(([name, reason]) =>
    reason === undefined ? [] : [{ property: `${path}.${name}`, reason: `${path}.${name} ${reason}` }],
  );
}

function repeated(entries: readonly Entry[]): CheckFailure[] {
  const firsts = new Map<unknown, string>();
  return entries.flatMap(({ path, memberId }) => {
    const first = firsts.get(memberId);
    if (first === undefined) firsts.set(memberId, path);
    if (first === undefined || isUnknown(memberId) || typeof memberId !== "string") return [];
    const property = `${path}.memberId`;
    return [{ property, reason: `${property} is that of ${first} too: ${memberId}. Keep one of them.` }];
  });
}

function contradictions({ exclusive, ignoreMembers }: Properties, entries: readonly Entry[]): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (exclusive === true && entries.length === 0) {
    const reason =
      "exclusive would empty the room, because members is empty. List somebody, or leave it out.";
    failures.push({ property: "exclusive", reason });
  }
  const ignored = new Set<unknown>(Array.isArray(ignoreMembers) ? ignoreMembers : []);
  for (const { path, memberId } of entries) {
    if (!ignored.has(memberId) || isUnknown(memberId)) continue;
    const reason = `ignoreMembers has ${String(memberId)}, whom ${path} declares. Keep one of them.`;
    failures.push({ property: "ignoreMembers", reason });
  }
  return failures;
}

function idsProblem(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return "must be a list of member ids.";
  for (const [index, id] of value.entries()) {
    const reason = isUnknown(id) ? undefined : idProblem(id);
    if (reason !== undefined) return `has an entry that cannot be used: [${index}] ${reason}`;
  }
  return undefined;
}

function roleById({ memberId, role }: Entry): [string, unknown] {
  return [memberId as string, role];
}

function byText([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function canonicalIgnored(ignored: unknown): Properties {
  if (!Array.isArray(ignored)) return isUnknown(ignored) ? { ignoreMembers: ignored } : {};
  if (ignored.length === 0) return {};
  return {
    ignoreMembers: ignored.some(isUnknown) ? UNKNOWN_VALUE : [...new Set(ignored as string[])].sort(),
  };
}
