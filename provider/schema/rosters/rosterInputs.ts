import type { RosterLabels, RosterSchema } from "../membershipSchema";
import { describeValue } from "../describeValue";
import type { Properties } from "../properties";
import { isUnknown, UNKNOWN_VALUE } from "../unknownValue";
import { idOfItem, roleOfItem } from "./rosterItem";
import {
  isAddress,
  validate,
  validateBoolean,
  validateChoice,
  type CheckFailure,
  type Validator,
} from "../validators";

/**
 * The input with the name of the resource, for messages: Pulumi gives a dynamic provider no URN. `check` removes it, so that it is
 * not in the inputs and outputs of the state, and in no difference.
 */
export const RESOURCE_NAME = "__resourceName";

/** What a roster needs of the schema of its memberships. */
export type RosterInputSchema = Pick<
  RosterSchema<never>,
  "memberProperty" | "role" | "validators" | "labels" | "validateTogether"
>;

/** Validates the inputs of a roster. */
export function validateRoster(schema: RosterInputSchema, news: Properties): CheckFailure[] {
  const { members, ...others } = news;
  const entries = entriesOf(schema, members);
  const own = validate(others, validatorsOf(schema)).filter(({ property }) => property !== "members");
  if (!entries) return [...own, ...validateList(schema, members)];
  const declared = entries.map(({ path, memberId }) => ({
    property: idPath(schema, path),
    memberId,
  }));
  return [
    ...own,
    ...entries.flatMap((entry) => validateEntry(schema, entry)),
    ...validateUnique(schema, entries),
    ...validateTogether(schema, news, entries),
    ...schema.validateTogether(news, declared),
  ];
}

/**
 * Normalizes the inputs of a roster: the roles by member id, sorted. While one member id is unknown, so are the members.
 *
 * @param news Valid inputs.
 */
export function normalizeRoster(schema: RosterInputSchema, news: Properties): Properties {
  const { members, exclusive, ignoreMembers, ...others } = news;
  const entries = entriesOf(schema, members);
  const known = entries?.every(({ memberId }) => typeof memberId === "string" && !isUnknown(memberId));
  return {
    ...others,
    members: entries && known ? Object.fromEntries(entries.map(roleById).sort(byMemberId)) : UNKNOWN_VALUE,
    ...(exclusive === true || isUnknown(exclusive) ? { exclusive } : {}),
    ...normalizeIgnored(ignoreMembers),
  };
}

/** The roles of the members whose ids are known, by member id. */
export function knownMembers(schema: RosterInputSchema, members: unknown): Record<string, string> {
  const known = (entriesOf(schema, members) ?? []).filter(
    ({ memberId }) => typeof memberId === "string" && !isUnknown(memberId),
  );
  return Object.fromEntries(known.map(({ memberId, role }) => [memberId, role])) as Record<string, string>;
}

interface Entry {
  /** The path in the inputs, such as `members[0]`. */
  path: string;
  memberId: unknown;
  role: unknown;
  /** Properties that a member does not have. */
  unexpected: string[];
  /** What an item is that is no object, such as a string. */
  instead?: string;
}

function validatorsOf({
  memberProperty: member,
  validators,
  labels,
}: RosterInputSchema): Record<string, Validator> {
  const { [member]: validateMemberId = () => undefined, ...others } = validators;
  return {
    ...others,
    members: () => undefined,
    exclusive: validateBoolean,
    ignoreMembers: (value) => validateIds(value, labels, validateMemberId),
  };
}

function idPath({ memberProperty: member, role }: RosterInputSchema, path: string): string {
  return role === undefined ? path : `${path}.${member}`;
}

// A program passes a list; the state and an imported resource have the roles by member id.
function entriesOf(schema: RosterInputSchema, members: unknown): Entry[] | undefined {
  if (Array.isArray(members)) return members.map((item, index) => entryOfItem(schema, item, index));
  if (typeof members !== "object" || members === null) return undefined;
  return Object.entries(members as Properties).map(([memberId, role]) => ({
    path: `members["${withoutAddress(memberId)}"]`,
    memberId,
    role,
    unexpected: [],
  }));
}

// Somebody may have passed an email address, which must not go to logs.
function withoutAddress(memberId: string): string {
  return isAddress(memberId) ? "an email address" : memberId;
}

function entryOfItem(schema: RosterInputSchema, item: unknown, index: number): Entry {
  const path = `members[${index}]`;
  if (isUnknown(item)) return { path, memberId: UNKNOWN_VALUE, role: UNKNOWN_VALUE, unexpected: [] };
  const [memberId, role] = [idOfItem(schema, item), roleOfItem(schema, item)];
  if (schema.role === undefined) return { path, memberId, role, unexpected: [] };
  if (typeof item !== "object" || item === null) {
    // Not the value, which may be an email address.
    const instead = typeof item === "string" ? "a string" : describeValue(item);
    return { path, memberId, role, unexpected: [], instead };
  }
  const names = [schema.memberProperty, schema.role.property];
  return { path, memberId, role, unexpected: Object.keys(item).filter((name) => !names.includes(name)) };
}

function validateList(
  { memberProperty: member, role, labels }: RosterInputSchema,
  members: unknown,
): CheckFailure[] {
  if (isUnknown(members)) return [];
  const given = members === undefined || members === null;
  const items = role === undefined ? labels.memberIds : `{ ${member}, ${role.property} }`;
  const reason = given ? "is required." : `must be a list of ${items}.`;
  return [{ property: "members", reason: `members ${reason}` }];
}

function validateEntry(schema: RosterInputSchema, entry: Entry): CheckFailure[] {
  const { path, memberId, role, unexpected, instead } = entry;
  const { memberProperty: member, role: roles, validators } = schema;
  if (instead !== undefined) {
    const reason = `${path} must be an object such as { ${member}: "ID" }, not ${instead}.`;
    return [{ property: path, reason }];
  }
  const rolePath = roles === undefined ? path : `${path}.${roles.property}`;
  const found: [string, string | undefined][] = [
    [idPath(schema, path), isUnknown(memberId) ? undefined : validators[member]?.(memberId)],
    [rolePath, isUnknown(role) ? undefined : validateChoice(role, roles?.values ?? [""])],
    ...unexpected.map((name): [string, string] => [
      `${path}.${name}`,
      `does not exist: a member has only ${member} and ${roles?.property}.`,
    ]),
  ];
  return found.flatMap(([property, reason]) =>
    reason === undefined ? [] : [{ property, reason: `${property} ${reason}` }],
  );
}

function validateUnique(schema: RosterInputSchema, entries: readonly Entry[]): CheckFailure[] {
  const firsts = new Map<unknown, string>();
  return entries.flatMap(({ path, memberId }) => {
    const first = firsts.get(memberId);
    if (first === undefined) firsts.set(memberId, path);
    if (first === undefined || isUnknown(memberId) || typeof memberId !== "string") return [];
    const property = idPath(schema, path);
    return [
      { property, reason: `${property} repeats the member of ${first}: ${memberId}. Remove one of the two.` },
    ];
  });
}

function validateTogether(
  { labels }: RosterInputSchema,
  { exclusive, ignoreMembers }: Properties,
  entries: readonly Entry[],
): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (exclusive === true && entries.length === 0) {
    const reason =
      `exclusive would remove everybody from the ${labels.parent}, because members is empty. ` +
      "List a member, or do not set exclusive.";
    failures.push({ property: "exclusive", reason });
  }
  const ignored = new Set<unknown>(Array.isArray(ignoreMembers) ? ignoreMembers : []);
  for (const { path, memberId } of entries) {
    if (!ignored.has(memberId) || isUnknown(memberId)) continue;
    const reason = `ignoreMembers has ${String(memberId)}, which ${path} declares. Remove one of the two.`;
    failures.push({ property: "ignoreMembers", reason });
  }
  return failures;
}

function validateIds(value: unknown, labels: RosterLabels, validateMemberId: Validator): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) return `must be a list of ${labels.memberIds}.`;
  for (const [index, id] of value.entries()) {
    const reason = isUnknown(id) ? undefined : validateMemberId(id);
    if (reason !== undefined) return `has an invalid entry: [${index}] ${reason}`;
  }
  return undefined;
}

function roleById({ memberId, role }: Entry): [string, unknown] {
  return [memberId as string, role];
}

function byMemberId([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function normalizeIgnored(ignored: unknown): Properties {
  if (!Array.isArray(ignored)) return isUnknown(ignored) ? { ignoreMembers: ignored } : {};
  if (ignored.length === 0) return {};
  return {
    ignoreMembers: ignored.some(isUnknown) ? UNKNOWN_VALUE : [...new Set(ignored as string[])].sort(),
  };
}
