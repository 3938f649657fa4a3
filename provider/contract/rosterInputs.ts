import type { FormWords, MembershipForm } from "./membershipForm";
import {
  booleanProblem,
  choiceProblem,
  isUnknown,
  problemsOf,
  UNKNOWN_VALUE,
  type CheckFailure,
  type Properties,
  type Rule,
} from "./properties";

/** Of whose members a roster is. */
export type RosterForm = Pick<
  MembershipForm<never>,
  "member" | "standing" | "standings" | "defaultStanding" | "rules" | "words" | "contradictions"
>;

/**
 * All that is wrong with the inputs of a roster as a program gives them, each with its property.
 */
export function rosterProblems(form: RosterForm, news: Properties): CheckFailure[] {
  const { members, ...others } = news;
  const entries = entriesOf(form, members);
  const own = problemsOf(others, rulesOf(form)).filter(({ property }) => property !== "members");
  if (!entries) return [...own, ...listProblems(form, members)];
  const declared = entries.map(({ path, memberId }) => ({ property: `${path}.${form.member}`, memberId }));
  return [
    ...own,
    ...entries.flatMap((entry) => entryProblems(form, entry)),
    ...repeated(form, entries),
    ...contradictions(form, news, entries),
    ...form.contradictions(news, declared),
  ];
}

/**
 * The inputs of a roster in the form in which they are kept. While one of the member ids is not known, neither are the
 * members.
 *
 * @param news Inputs without problems.
 */
export function canonicalRoster(form: RosterForm, news: Properties): Properties {
  const { members, exclusive, ignoreMembers, ...others } = news;
  const entries = entriesOf(form, members);
  const known = entries?.every(({ memberId }) => typeof memberId === "string" && !isUnknown(memberId));
  return {
    ...others,
    members: entries && known ? Object.fromEntries(entries.map(standingById).sort(byText)) : UNKNOWN_VALUE,
    ...(exclusive === true || isUnknown(exclusive) ? { exclusive } : {}),
    ...canonicalIgnored(ignoreMembers),
  };
}

/** Those of the members whose ids are known, by their ids. */
export function knownMembers(form: RosterForm, members: unknown): Record<string, string> {
  const known = (entriesOf(form, members) ?? []).filter(
    ({ memberId }) => typeof memberId === "string" && !isUnknown(memberId),
  );
  return Object.fromEntries(known.map(({ memberId, standing }) => [memberId, standing])) as Record<
    string,
    string
  >;
}

interface Entry {
  /** Where it stands in the inputs. */
  path: string;
  memberId: unknown;
  standing: unknown;
  /** What else it has. */
  others: string[];
}

function rulesOf({ member, rules, words }: RosterForm): Record<string, Rule> {
  const { [member]: memberRule = () => undefined, ...others } = rules;
  return {
    ...others,
    members: () => undefined,
    exclusive: booleanProblem,
    ignoreMembers: (value) => idsProblem(value, words, memberRule),
  };
}

// A program gives a list; what is kept, and what an import brings, is by member id.
function entriesOf(form: RosterForm, members: unknown): Entry[] | undefined {
  if (Array.isArray(members)) return members.map((item, index) => entryOfItem(form, item, index));
  if (typeof members !== "object" || members === null) return undefined;
  return Object.entries(members as Properties).map(([memberId, standing]) => ({
    path: `members["${memberId}"]`,
    memberId,
    standing,
    others: [],
  }));
}

function entryOfItem(form: RosterForm, item: unknown, index: number): Entry {
  const path = `members[${index}]`;
  if (isUnknown(item)) return { path, memberId: UNKNOWN_VALUE, standing: UNKNOWN_VALUE, others: [] };
  const known = (typeof item === "object" && item !== null ? item : {}) as Properties;
  const { [form.member]: memberId, [form.standing]: standing, ...others } = known;
  return { path, memberId, standing: standing ?? form.defaultStanding, others: Object.keys(others) };
}

function listProblems({ member, standing }: RosterForm, members: unknown): CheckFailure[] {
  if (isUnknown(members)) return [];
  const given = members === undefined || members === null;
  const reason = given ? "is required." : `must be a list of { ${member}, ${standing} }.`;
  return [{ property: "members", reason: `members ${reason}` }];
}

function entryProblems(form: RosterForm, { path, memberId, standing, others }: Entry): CheckFailure[] {
  const { member, rules } = form;
  const found: [string, string | undefined][] = [
    [member, isUnknown(memberId) ? undefined : rules[member]?.(memberId)],
    [form.standing, isUnknown(standing) ? undefined : choiceProblem(standing, form.standings)],
    ...others.map((name): [string, string] => [
      name,
      `does not exist: there are only ${member} and ${form.standing}.`,
    ]),
  ];
  return found.flatMap(([name, reason]) =>
    reason === undefined ? [] : [{ property: `${path}.${name}`, reason: `${path}.${name} ${reason}` }],
  );
}

function repeated({ member }: RosterForm, entries: readonly Entry[]): CheckFailure[] {
  const firsts = new Map<unknown, string>();
  return entries.flatMap(({ path, memberId }) => {
    const first = firsts.get(memberId);
    if (first === undefined) firsts.set(memberId, path);
    if (first === undefined || isUnknown(memberId) || typeof memberId !== "string") return [];
    const property = `${path}.${member}`;
    return [{ property, reason: `${property} is that of ${first} too: ${memberId}. Keep one of them.` }];
  });
}

function contradictions(
  { words }: RosterForm,
  { exclusive, ignoreMembers }: Properties,
  entries: readonly Entry[],
): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (exclusive === true && entries.length === 0) {
    const reason = `exclusive would empty the ${words.place}, because members is empty. List somebody, or leave it out.`;
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

function idsProblem(value: unknown, words: FormWords, rule: Rule): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return `must be a list of ${words.memberIds}.`;
  for (const [index, id] of value.entries()) {
    const reason = isUnknown(id) ? undefined : rule(id);
    if (reason !== undefined) return `has an entry that cannot be used: [${index}] ${reason}`;
  }
  return undefined;
}

function standingById({ memberId, standing }: Entry): [string, unknown] {
  return [memberId as string, standing];
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
