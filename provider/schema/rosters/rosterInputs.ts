import type { MembershipLabels, MembershipSchema } from "../membershipSchema";
import {
  validateBoolean,
  validateChoice,
  isUnknown,
  validate,
  UNKNOWN_VALUE,
  type CheckFailure,
  type Properties,
  type Validator,
} from "../properties";

/** Of whose members a roster is. */
export type RosterSchema = Pick<
  MembershipSchema<never>,
  "memberProperty" | "roleProperty" | "roles" | "defaultRole" | "validators" | "labels" | "validateTogether"
>;

/**
 * All that is wrong with the inputs of a roster as a program gives them, each with its property.
 */
export function validateRoster(schema: RosterSchema, news: Properties): CheckFailure[] {
  const { members, ...others } = news;
  const entries = entriesOf(schema, members);
  const own = validate(others, rulesOf(schema)).filter(({ property }) => property !== "members");
  if (!entries) return [...own, ...listProblems(schema, members)];
  const declared = entries.map(({ path, memberId }) => ({
    property: `${path}.${schema.memberProperty}`,
    memberId,
  }));
  return [
    ...own,
    ...entries.flatMap((entry) => entryProblems(schema, entry)),
    ...repeated(schema, entries),
    ...validateTogether(schema, news, entries),
    ...schema.validateTogether(news, declared),
  ];
}

/**
 * The inputs of a roster in the form in which they are kept. While one of the member ids is not known, neither are the
 * members.
 *
 * @param news Inputs without problems.
 */
export function normalizeRoster(schema: RosterSchema, news: Properties): Properties {
  const { members, exclusive, ignoreMembers, ...others } = news;
  const entries = entriesOf(schema, members);
  const known = entries?.every(({ memberId }) => typeof memberId === "string" && !isUnknown(memberId));
  return {
    ...others,
    members: entries && known ? Object.fromEntries(entries.map(standingById).sort(byText)) : UNKNOWN_VALUE,
    ...(exclusive === true || isUnknown(exclusive) ? { exclusive } : {}),
    ...canonicalIgnored(ignoreMembers),
  };
}

/** Those of the members whose ids are known, by their ids. */
export function knownMembers(schema: RosterSchema, members: unknown): Record<string, string> {
  const known = (entriesOf(schema, members) ?? []).filter(
    ({ memberId }) => typeof memberId === "string" && !isUnknown(memberId),
  );
  return Object.fromEntries(known.map(({ memberId, role }) => [memberId, role])) as Record<string, string>;
}

interface Entry {
  /** Where it stands in the inputs. */
  path: string;
  memberId: unknown;
  role: unknown;
  /** What else it has. */
  others: string[];
}

function rulesOf({
  memberProperty: member,
  validators: rules,
  labels,
}: RosterSchema): Record<string, Validator> {
  const { [member]: memberRule = () => undefined, ...others } = rules;
  return {
    ...others,
    members: () => undefined,
    exclusive: validateBoolean,
    ignoreMembers: (value) => idsProblem(value, labels, memberRule),
  };
}

// A program gives a list; what is kept, and what an import brings, is by member id.
function entriesOf(schema: RosterSchema, members: unknown): Entry[] | undefined {
  if (Array.isArray(members)) return members.map((item, index) => entryOfItem(schema, item, index));
  if (typeof members !== "object" || members === null) return undefined;
  return Object.entries(members as Properties).map(([memberId, role]) => ({
    path: `members["${memberId}"]`,
    memberId,
    role,
    others: [],
  }));
}

function entryOfItem(schema: RosterSchema, item: unknown, index: number): Entry {
  const path = `members[${index}]`;
  if (isUnknown(item)) return { path, memberId: UNKNOWN_VALUE, role: UNKNOWN_VALUE, others: [] };
  const known = (typeof item === "object" && item !== null ? item : {}) as Properties;
  const { [schema.memberProperty]: memberId, [schema.roleProperty]: role, ...others } = known;
  return { path, memberId, role: role ?? schema.defaultRole, others: Object.keys(others) };
}

function listProblems(
  { memberProperty: member, roleProperty: role }: RosterSchema,
  members: unknown,
): CheckFailure[] {
  if (isUnknown(members)) return [];
  const given = members === undefined || members === null;
  const reason = given ? "is required." : `must be a list of { ${member}, ${role} }.`;
  return [{ property: "members", reason: `members ${reason}` }];
}

function entryProblems(schema: RosterSchema, { path, memberId, role, others }: Entry): CheckFailure[] {
  const { memberProperty: member, validators: rules } = schema;
  const found: [string, string | undefined][] = [
    [member, isUnknown(memberId) ? undefined : rules[member]?.(memberId)],
    [schema.roleProperty, isUnknown(role) ? undefined : validateChoice(role, schema.roles)],
    ...others.map((name): [string, string] => [
      name,
      `does not exist: there are only ${member} and ${schema.roleProperty}.`,
    ]),
  ];
  return found.flatMap(([name, reason]) =>
    reason === undefined ? [] : [{ property: `${path}.${name}`, reason: `${path}.${name} ${reason}` }],
  );
}

function repeated({ memberProperty: member }: RosterSchema, entries: readonly Entry[]): CheckFailure[] {
  const firsts = new Map<unknown, string>();
  return entries.flatMap(({ path, memberId }) => {
    const first = firsts.get(memberId);
    if (first === undefined) firsts.set(memberId, path);
    if (first === undefined || isUnknown(memberId) || typeof memberId !== "string") return [];
    const property = `${path}.${member}`;
    return [{ property, reason: `${property} is that of ${first} too: ${memberId}. Keep one of them.` }];
  });
}

function validateTogether(
  { labels }: RosterSchema,
  { exclusive, ignoreMembers }: Properties,
  entries: readonly Entry[],
): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (exclusive === true && entries.length === 0) {
    const reason = `exclusive would empty the ${labels.parent}, because members is empty. List somebody, or leave it out.`;
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

function idsProblem(value: unknown, labels: MembershipLabels, rule: Validator): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return `must be a list of ${labels.memberIds}.`;
  for (const [index, id] of value.entries()) {
    const reason = isUnknown(id) ? undefined : rule(id);
    if (reason !== undefined) return `has an entry that cannot be used: [${index}] ${reason}`;
  }
  return undefined;
}

function standingById({ memberId, role }: Entry): [string, unknown] {
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
