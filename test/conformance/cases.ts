import { constraintOn, type Constraint } from "./constraints";
import type { MemberFacts, Members } from "./facts";
import type { Input, Sample } from "./sample";

/** A call that differs from a valid one in one member of the input. */
export interface Case {
  /** The difference, such as `RoomId if it is blank`. */
  readonly title: string;
  readonly input: Input;
}

/** The calls of an operation that must fail validation, and those that must pass it. */
export interface Cases {
  readonly rejected: readonly Case[];
  readonly accepted: readonly Case[];
}

/** A member of the input, with its schema and its constraint. */
interface Target {
  readonly path: string;
  readonly facts: MemberFacts;
  readonly constraint: Constraint;
  readonly value: unknown;
  /** Whether every value is sent as text: in the query protocol, and outside the body. */
  readonly isText: boolean;
  /** The input of the sample with another value of this member. */
  with(value: unknown): Input;
}

/** A value to test, with the end of the sentence `RoomId if it …`. */
type Value = readonly [predicate: string, value: unknown];

/** Derives every case of an operation from the facts, the constraints and a valid call. */
export function casesOf(service: string, operation: string, input: Members, sample: Sample): Cases {
  const context = { service, operation, query: service === "sts" };
  const targets = targetsIn(context, "", input, sample.input, (value) => value);
  return {
    rejected: targets.flatMap((target) =>
      rejectedValues(target, sample).map((value) => caseOf(target, value)),
    ),
    accepted: targets.flatMap((target) =>
      acceptedValues(target, sample).map((value) => caseOf(target, value)),
    ),
  };
}

function caseOf(target: Target, [predicate, value]: Value): Case {
  return { title: `${target.path} if it ${predicate}`, input: target.with(value) };
}

interface OperationContext {
  readonly service: string;
  readonly operation: string;
  readonly query: boolean;
}

/** The members of a structure, and those of the structures in it. */
function targetsIn(
  context: OperationContext,
  prefix: string,
  members: Members,
  structure: Input,
  inputWith: (changed: Input) => Input,
): Target[] {
  return Object.entries(members).flatMap(([name, facts]) => {
    const path = `${prefix}${name}`;
    const value = structure[name];
    const withValue = (changed: unknown): Input => inputWith({ ...structure, [name]: changed });
    const target = {
      path,
      facts,
      value,
      constraint: constraintOn(context.service, context.operation, path),
      isText: context.query || facts.in !== undefined,
      with: withValue,
    };
    const isList = Array.isArray(value);
    const [first] = (isList ? value : [value]) as (Input | undefined)[];
    if ((facts.of ?? facts.type) !== "structure" || first === undefined) return [target];
    const inner = targetsIn(context, `${path}.`, facts.members ?? {}, first, (changed) =>
      withValue(isList ? [changed] : changed),
    );
    return [target, ...inner];
  });
}

function rejectedValues(target: Target, sample: Sample): Value[] {
  return [
    ...missingValues(target),
    ...wrongTypes(target),
    ...wrongStrings(target),
    ...wrongNumbers(target),
    ...wrongLists(target, sample),
  ];
}

function acceptedValues(target: Target, sample: Sample): Value[] {
  const { constraint, facts, path } = target;
  if (sample.without?.[path] !== undefined) return [];
  const { range = [], items, unusual = [] } = constraint;
  return [
    ...onlyIf(!isRequired(target), ["is omitted", undefined]),
    ...[...(facts.values ?? []), ...unusual].map(quoted),
    ...maximumLength(target),
    ...range.map(numberValue),
    ...(items === undefined ? [] : [listOfLength(target, sample, items[1])]),
  ];
}

function isRequired({ facts, constraint }: Target): boolean {
  return facts.required ?? constraint.required ?? false;
}

function maximumLength({ value, constraint: { length, isReference } }: Target): Value[] {
  const [, maximum = Infinity] = length ?? [];
  if (maximum === Infinity || typeof value !== "string" || isReference === true) return [];
  return [[`has ${maximum} characters`, value.padEnd(maximum, "x")]];
}

function onlyIf(condition: boolean, ...values: Value[]): Value[] {
  return condition ? values : [];
}

function quoted(value: string): Value {
  return [`is "${value}"`, value];
}

function missingValues(target: Target): Value[] {
  // Without a label, the path would be that of another operation.
  if (target.facts.in === "path" || !isRequired(target)) return [];
  return [["is omitted", undefined], ...onlyIf(target.facts.in === undefined, ["is null", null])];
}

function wrongTypes({ facts, isText }: Target): Value[] {
  if (isText) return [];
  const values: Value[] = [
    ["is a string", "text"],
    ["is a number", 5],
    ["is true", true],
    ["is an object", { a: 1 }],
    ["is a list", ["text"]],
  ];
  const predicateOfType = {
    string: "is a string",
    number: "is a number",
    boolean: "is true",
    list: "is a list",
    structure: "is an object",
    map: "is an object",
  };
  const validPredicate = (predicateOfType as Partial<Record<string, string>>)[facts.type];
  return values.filter(([predicate]) => predicate !== validPredicate);
}

function wrongStrings({ facts, constraint, isText }: Target): Value[] {
  if (facts.type !== "string") return [];
  const [minimum, maximum] = constraint.length ?? [0, Infinity];
  const { notBlank, forbidden = [] } = constraint;
  return [
    ...wrongEnumValues(facts.values ?? []),
    ...onlyIf(notBlank === true, ["is blank", " "], ["is a tab", "\t"]),
    ...onlyIf(notBlank === true && !isText, ["is empty", ""]),
    ...(minimum > 0 ? [stringOfLength(minimum - 1)] : []),
    ...(maximum < Infinity ? [stringOfLength(maximum + 1)] : []),
    ...forbidden.map(quoted),
  ];
}

function wrongEnumValues([first]: readonly string[]): Value[] {
  return first === undefined ? [] : [quoted("Something"), quoted(first.toLowerCase())];
}

function stringOfLength(length: number): Value {
  return [`has ${length} ${length === 1 ? "character" : "characters"}`, "x".repeat(length)];
}

function wrongNumbers({ facts, constraint: { range }, isText }: Target): Value[] {
  if (facts.type !== "number" || range === undefined) return [];
  const [minimum, maximum] = range;
  const numbers = [minimum - 1, maximum + 1, minimum + 0.5, -5].map(numberValue);
  return isText ? [...numbers, ...["ten", "", "0x10", "1e1"].map(quoted)] : numbers;
}

function numberValue(value: number): Value {
  return [`is ${value}`, value];
}

function wrongLists(target: Target, sample: Sample): Value[] {
  const { facts, constraint, isText } = target;
  if (facts.type !== "list") return [];
  const [minimum, maximum] = constraint.items ?? [0, Infinity];
  const unusual = isText ? [] : facts.of === "structure" ? ["text", 5, null, []] : [5, null, [], {}];
  return [
    ...onlyIf(minimum > 0 && !isText, ["is an empty list", []]),
    ...(maximum < Infinity ? [listOfLength(target, sample, maximum + 1)] : []),
    ...(constraint.forbidden ?? []).map((item): Value => [`contains the item "${item}"`, [item]]),
    ...unusual.map((item): Value => [`contains the item ${JSON.stringify(item)}`, [item]]),
  ];
}

function listOfLength({ path }: Target, { items }: Sample, count: number): Value {
  const item = items?.[path];
  if (item === undefined) throw new Error(`The sample has no items for ${path}.`);
  return [`has ${count} items`, Array.from({ length: count }, (_, index) => item(index))];
}
