import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";

import type { Declarations } from "./declarations";

/** The schema of a member of an input or an output. */
export interface MemberFacts {
  readonly type:
    "blob" | "boolean" | "document" | "list" | "map" | "number" | "string" | "structure" | "timestamp";
  readonly required?: true;
  /** The model marks it as sensitive, so the SDK does not log it. */
  readonly sensitive?: true;
  /** The SDK generates a value if the caller passes none. */
  readonly idempotencyToken?: true;
  /** The location in the request or the reply: `path`, `query NAME` or `header NAME`. Default: the body. */
  readonly in?: string;
  /** The values that the declaration allows. */
  readonly values?: readonly string[];
  /** The members of a structure, or of the structures in a list. */
  readonly members?: Members;
  /** The type of the values of a list or a map. */
  readonly of?: string;
}

/** Members by name. */
export type Members = Readonly<Record<string, MemberFacts>>;

/** The schema of an operation. */
export interface OperationFacts {
  /** Method and path, such as `GET /accounts/{AccountId}`. Absent for services with only one path. */
  readonly http?: string;
  /** The HTTP status of success. */
  readonly status?: number;
  readonly input: Members;
  readonly output: Members;
  /** The names of the errors that the operation declares. */
  readonly errors: readonly string[];
}

/** The schema of an error. */
export interface ErrorFacts {
  readonly status?: number;
  readonly fault?: string;
  /** The code in the body of the AWS query protocol. */
  readonly code?: string;
  readonly members: Members;
}

/** The schemas of some operations, and of their errors. */
export interface ApiFacts {
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly errors: Readonly<Record<string, ErrorFacts>>;
}

/**
 * Reads the facts about some operations from the schemas of an SDK client.
 *
 * @param sdk The client's module. It exports the schema of an operation or error under its name with a `$`.
 * @param declarations The client's type declarations, for errors and enumerations.
 * @param operations The names of the operations. The result omits those that the SDK does not have.
 */
export function factsOf(
  sdk: Readonly<Record<string, unknown>>,
  declarations: Declarations,
  operations: readonly string[],
): ApiFacts {
  const found = [...operations].sort().flatMap((name): [string, OperationFacts][] => {
    const schema = sdk[`${name}$`] as StaticOperationSchema | undefined;
    return schema === undefined ? [] : [[name, operationFacts(name, schema, declarations)]];
  });
  const errors = [...new Set(found.flatMap(([, facts]) => facts.errors))].sort();
  return {
    operations: Object.fromEntries(found),
    errors: Object.fromEntries(errors.map((name) => [name, errorFacts(sdk[`${name}$`], declarations)])),
  };
}

function operationFacts(
  name: string,
  [, , , traits, input, output]: StaticOperationSchema,
  declarations: Declarations,
): OperationFacts {
  const { http } = typeof traits === "object" ? traits : {};
  return {
    ...(http === undefined ? {} : { http: `${http[0]} ${http[1]}`, status: http[2] }),
    input: membersOf(NormalizedSchema.of(input), declarations),
    output: membersOf(NormalizedSchema.of(output), declarations),
    errors: declarations.errorsOf(name),
  };
}

interface ErrorTraits {
  httpError?: number;
  error?: string;
  awsQueryError?: [code: string, status: number];
}

function errorFacts(schema: unknown, declarations: Declarations): ErrorFacts {
  const normalized = NormalizedSchema.of(schema as StaticStructureSchema);
  const { httpError, error, awsQueryError } = normalized.getMergedTraits() as ErrorTraits;
  return {
    ...(httpError === undefined ? {} : { status: httpError }),
    ...(error === undefined ? {} : { fault: error }),
    ...(awsQueryError === undefined ? {} : { code: awsQueryError[0] }),
    members: membersOf(normalized, declarations),
  };
}

function membersOf(schema: NormalizedSchema, declarations: Declarations): Members {
  if (!schema.isStructSchema()) return {};
  const [, , structure, , , , required = 0] = schema.getSchema() as StaticStructureSchema;
  const entries = [...schema.structIterator()].map(([name, member], index): [string, MemberFacts] => [
    name,
    {
      type: typeOf(member),
      ...(index < required ? { required: true as const } : {}),
      ...traitsOf(member),
      ...valuesOf(declarations.valuesOf(structure, name)),
      ...contentsOf(member, declarations),
    },
  ]);
  return Object.fromEntries(entries);
}

function traitsOf(member: NormalizedSchema): Partial<MemberFacts> {
  const traits = member.getMergedTraits();
  const location = locationOf(traits);
  return {
    ...(traits.sensitive ? { sensitive: true } : {}),
    ...(traits.idempotencyToken ? { idempotencyToken: true } : {}),
    ...(location === undefined ? {} : { in: location }),
  };
}

function locationOf(traits: {
  httpLabel?: unknown;
  httpQuery?: string | undefined;
  httpHeader?: string | undefined;
}): string | undefined {
  if (traits.httpLabel) return "path";
  if (traits.httpQuery !== undefined) return `query ${traits.httpQuery}`;
  return traits.httpHeader === undefined ? undefined : `header ${traits.httpHeader}`;
}

function valuesOf(values: readonly string[] | undefined): Partial<MemberFacts> {
  return values === undefined ? {} : { values };
}

function contentsOf(member: NormalizedSchema, declarations: Declarations): Partial<MemberFacts> {
  if (member.isStructSchema()) return { members: membersOf(member, declarations) };
  if (!member.isListSchema() && !member.isMapSchema()) return {};
  const value = member.getValueSchema();
  const of = typeOf(value);
  return of === "structure" ? { of, members: membersOf(value, declarations) } : { of };
}

function typeOf(schema: NormalizedSchema): MemberFacts["type"] {
  const found = TYPES.find(([is]) => is(schema));
  if (found === undefined)
    throw new Error(`The type of the schema ${schema.getName(true) ?? "without a name"} is unknown.`);
  return found[1];
}

const TYPES: readonly [(schema: NormalizedSchema) => boolean, MemberFacts["type"]][] = [
  [(schema) => schema.isStructSchema(), "structure"],
  [(schema) => schema.isListSchema(), "list"],
  [(schema) => schema.isMapSchema(), "map"],
  [(schema) => schema.isTimestampSchema(), "timestamp"],
  [(schema) => schema.isBooleanSchema(), "boolean"],
  [(schema) => schema.isNumericSchema(), "number"],
  [(schema) => schema.isBlobSchema(), "blob"],
  [(schema) => schema.isStringSchema(), "string"],
  [(schema) => schema.isDocumentSchema(), "document"],
];
