import { constraintOn, type Constraint } from "./constraints";
import type { MemberFacts, Members } from "./facts";
import type { Input, Sample } from "./samples";

/** A call that differs from a valid one in one place. */
export interface Case {
  /** What is different, to end a sentence with. */
  readonly title: string;
  readonly input: Input;
}

/** The calls of an operation that must be refused for their form, and those that must not. */
export interface Cases {
  readonly refused: readonly Case[];
  readonly accepted: readonly Case[];
}

/** Where a member is, and what is known of it. */
interface Parent {
  readonly path: string;
  readonly facts: MemberFacts;
  readonly constraint: Constraint;
  readonly value: unknown;
  /** The query protocol and everything outside a body know texts only. */
  readonly isText: boolean;
  with(value: unknown): Input;
}

type Value = readonly [title: string, value: unknown];

/** Derives every case of an operation from the facts, the constraints and a valid call. */
export function casesOf(service: string, operation: string, input: Members, sample: Sample): Cases {
  const parents = Object.entries(input).flatMap(([name, facts]) =>
    parentsOf(service, operation, name, facts, sample.input, service === "sts"),
  );
  return {
    refused: parents.flatMap((parent) => refusedOf(parent, sample).map((value) => caseOf(parent, value))),
    accepted: parents.flatMap((parent) => acceptedOf(parent, sample).map((value) => caseOf(parent, value))),
  };
}

function caseOf(parent: Parent, [title, value]: Value): Case {
  return { title: `${parent.path} ${title}`, input: parent.with(value) };
}

function parentsOf(
  service: string,
  operation: string,
  path: string,
  facts: MemberFacts,
  input: Input,
  query: boolean,
): Parent[] {
  const value = input[path];
  const parent = {
    path,
    facts,
    value,
    constraint: constraintOn(service, operation, path),
    isText: query || facts.in !== undefined,
    with: (other: unknown): Input => ({ ...input, [path]: other }),
  };
  const isList = Array.isArray(value);
  const [first] = (isList ? value : [value]) as (Input | undefined)[];
  if ((facts.of ?? facts.type) !== "structure" || first === undefined) return [parent];
  const inner = Object.entries(facts.members ?? {}).map(([name, member]) => ({
    path: `${path}.${name}`,
    facts: member,
    value: first[name],
    constraint: constraintOn(service, operation, `${path}.${name}`),
    isText: query,
    with: (other: unknown): Input => {
      const changed = { ...first, [name]: other };
      return { ...input, [path]: isList ? [changed] : changed };
    },
  }));
  return [parent, ...inner];
}

function refusedOf(parent: Parent, sample: Sample): Value[] {
  return [
    ...missing(parent),
    ...wrongTypes(parent),
    ...wrongTexts(parent),
    ...wrongNumbers(parent),
    ...wrongLists(parent, sample),
  ];
}

function acceptedOf(parent: Parent, sample: Sample): Value[] {
  const { constraint, facts, path } = parent;
  if (sample.without?.[path] !== undefined) return [];
  const { range = [], items, odd = [] } = constraint;
  return [
    ...when(!isRequired(parent), ["left out", undefined]),
    ...[...(facts.values ?? []), ...odd].map(quoted),
    ...longest(parent),
    ...range.map((value): Value => [String(value), value]),
    ...(items === undefined ? [] : [ofItems(parent, sample, items[1])]),
  ];
}

function isRequired({ facts, constraint }: Parent): boolean {
  return facts.required ?? constraint.required ?? false;
}

function longest({ value, constraint: { length, names } }: Parent): Value[] {
  const [, most = Infinity] = length ?? [];
  if (most === Infinity || typeof value !== "string" || names === true) return [];
  return [[`of ${most} characters`, value.padEnd(most, "x")]];
}

function when(condition: boolean, ...values: Value[]): Value[] {
  return condition ? values : [];
}

function quoted(value: string): Value {
  return [`"${value}"`, value];
}

function missing(parent: Parent): Value[] {
  // A path without one of its labels is another path.
  if (parent.facts.in === "path" || !isRequired(parent)) return [];
  return [["left out", undefined], ...when(parent.facts.in === undefined, ["null", null])];
}

function wrongTypes({ facts, isText }: Parent): Value[] {
  if (isText) return [];
  const values: Value[] = [
    ["a text", "text"],
    ["a number", 5],
    ["true", true],
    ["an object", { a: 1 }],
    ["a list", ["text"]],
  ];
  const right = {
    string: "a text",
    number: "a number",
    boolean: "true",
    list: "a list",
    structure: "an object",
    map: "an object",
  };
  const fitting = (right as Partial<Record<string, string>>)[facts.type];
  return values.filter(([title]) => title !== fitting);
}

function wrongTexts({ facts, constraint, isText }: Parent): Value[] {
  if (facts.type !== "string") return [];
  const [shortest, most] = constraint.length ?? [0, Infinity];
  const { notBlank, never = [] } = constraint;
  return [
    ...wrongChoices(facts.values ?? []),
    ...when(notBlank === true, ["blank", " "], ["a tab", "\t"]),
    ...when(notBlank === true && !isText, ["empty", ""]),
    ...(shortest > 0 ? [ofLength(shortest - 1)] : []),
    ...(most < Infinity ? [ofLength(most + 1)] : []),
    ...never.map(quoted),
  ];
}

function wrongChoices([first]: readonly string[]): Value[] {
  return first === undefined ? [] : [quoted("Something"), quoted(first.toLowerCase())];
}

function ofLength(length: number): Value {
  return [`of ${length} characters`, "x".repeat(length)];
}

function wrongNumbers({ facts, constraint: { range }, isText }: Parent): Value[] {
  if (facts.type !== "number" || range === undefined) return [];
  const [least, most] = range;
  const numbers = [least - 1, most + 1, least + 0.5, -5].map((value) => [String(value), value] as const);
  return isText ? [...numbers, ["ten", "ten"], ["empty", ""], ["0x10", "0x10"], ["1e1", "1e1"]] : numbers;
}

function wrongLists(parent: Parent, sample: Sample): Value[] {
  const { facts, constraint, isText } = parent;
  if (facts.type !== "list") return [];
  const [least, most] = constraint.items ?? [0, Infinity];
  const odd = isText ? [] : facts.of === "structure" ? ["text", 5, null, []] : [5, null, [], {}];
  return [
    ...when(least > 0 && !isText, ["without items", []]),
    ...(most < Infinity ? [ofItems(parent, sample, most + 1)] : []),
    ...(constraint.never ?? []).map((item): Value => [`with the item "${item}"`, [item]]),
    ...odd.map((item): Value => [`with the item ${JSON.stringify(item)}`, [item]]),
  ];
}

function ofItems({ path }: Parent, { items }: Sample, count: number): Value {
  const item = items?.[path];
  if (item === undefined) throw new Error(`The sample says nothing of more items for ${path}.`);
  return [`of ${count} items`, Array.from({ length: count }, (_, index) => item(index))];
}
