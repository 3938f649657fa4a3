import { nativeToken, type ResourceKind } from "../../provider/schema/providerText";
import { only, type Properties } from "../../provider/schema/properties";
import { isSecret } from "../../provider/schema/secretMark";
import { UNKNOWN_VALUE } from "../../provider/schema/unknownValue";
import { PACKAGE } from "../../schema";
import { pulumiSchema } from "../../schema/pulumiSchema";

/** The package schema that the native plugin serves. */
export const SCHEMA = pulumiSchema(PACKAGE, "0.0.0");

/** Properties of a state that only the hooks use: programs do not see them. */
const INTERNAL = ["adoptExisting", "createdAgain", "createStarted", "transferring", "unconfirmedMembers"];

/** A type in a Pulumi package schema. */
interface Type {
  readonly $ref?: string;
  readonly oneOf?: readonly Type[];
  readonly enum?: readonly { readonly value: string }[];
  readonly type?: string;
  readonly items?: Type;
  readonly additionalProperties?: Type;
  readonly properties?: Readonly<Record<string, Type>>;
  readonly required?: readonly string[];
  readonly secret?: true;
}

/** What of the inputs of a resource does not have the type of the package schema. */
export function inputProblems(kind: ResourceKind, inputs: Properties): string[] {
  const { inputProperties } = resourceOf(kind);
  return problemsOf({ type: "object", properties: inputProperties }, inputs, kind);
}

/**
 * What of the outputs of a resource does not have the type of the package schema.
 *
 * @param isComplete Whether the required ones must be there: not after a create that failed.
 */
export function outputProblems(kind: ResourceKind, outputs: Properties, isComplete = true): string[] {
  const { properties, required } = resourceOf(kind);
  const known = Object.keys(outputs).filter((name) => name in properties || !INTERNAL.includes(name));
  const type = { type: "object", properties, required: isComplete ? required : [] };
  return problemsOf(type, only(known, outputs), kind);
}

/** The outputs that are secrets in the package schema, and not in a message. */
export function plainSecrets(kind: ResourceKind, message: Properties): string[] {
  const { properties } = resourceOf(kind);
  const secrets = Object.keys(properties).filter((name) => properties[name]?.secret === true);
  const sent = Object.entries(only(secrets, message));
  return sent
    .filter(([, value]) => value !== UNKNOWN_VALUE && !isSecret(Object(value) as object))
    .map(([name]) => `${kind}.${name} is sent as plain text`);
}

/** What of the result of a function does not have the type of the package schema. */
export function resultProblems(name: string, result: Properties): string[] {
  return problemsOf(SCHEMA.functions[nativeToken(name)]!.outputs, result, name);
}

interface ResourceTypes {
  readonly inputProperties: Readonly<Record<string, Type>>;
  readonly properties: Readonly<Record<string, Type>>;
  readonly required: readonly string[];
}

function resourceOf(kind: ResourceKind): ResourceTypes {
  return SCHEMA.resources[nativeToken(kind)] as unknown as ResourceTypes;
}

function problemsOf(type: Type, value: unknown, path: string): string[] {
  if (value === UNKNOWN_VALUE) return [];
  if (type.$ref !== undefined) return problemsOf(referenced(type.$ref), value, path);
  const { items } = type;
  if (items !== undefined && Array.isArray(value))
    return value.flatMap((item, index) => problemsOf(items, item, `${path}[${index}]`));
  if (type.type === "object" && isObject(value)) return problemsOfObject(type, value, path);
  const isRight = type.oneOf?.some((one) => problemsOf(one, value, path).length === 0);
  if (isRight ?? isSimple(type, value)) return [];
  return [`${path} is ${JSON.stringify(value)}, not of the type ${JSON.stringify(type)}`];
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSimple({ enum: values, type }: Type, value: unknown): boolean {
  if (values !== undefined) return values.some((one) => one.value === value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type && type !== "object";
}

function problemsOfObject(
  { properties = {}, required = [], additionalProperties }: Type,
  value: Properties,
  path: string,
): string[] {
  const missing = required.filter((name) => value[name] === undefined);
  return [
    ...missing.map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, part]) => {
      const type = properties[name] ?? additionalProperties;
      return type ? problemsOf(type, part, `${path}.${name}`) : [`${path}.${name} does not exist`];
    }),
  ];
}

function referenced($ref: string): Type {
  return (SCHEMA["types"] as Record<string, Type>)[$ref.replace("#/types/", "")]!;
}
