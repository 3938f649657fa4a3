import type * as StructModule from "google-protobuf/google/protobuf/struct_pb";

import { requireLikePulumi } from "../plugin/pulumiGrpc";
import type { Properties } from "../schema/properties";
import { isSecret, SECRET_MARK } from "../schema/secretMark";

const { Struct } = requireLikePulumi("google-protobuf/google/protobuf/struct_pb") as typeof StructModule;
type Struct = StructModule.Struct;

/** The properties of a message, without the marks of secrets: the engine knows which they are, and marks outputs itself. */
export function fromStruct(struct: Struct | undefined): Properties {
  return withoutSecrets(struct?.toJavaScript() ?? {}) as Properties;
}

/** The arguments of a function, without those that are null: a program in another language may send one that it does not set. */
export function argumentsIn(struct: Struct | undefined): Properties {
  return Object.fromEntries(Object.entries(fromStruct(struct)).filter(([, value]) => value !== null));
}

/**
 * The properties as a message.
 *
 * @param secrets The names of the properties that are secrets.
 */
export function toStruct(props: Properties, secrets: readonly string[] = []): Struct {
  return Struct.fromJavaScript(withSecrets(props, secrets) as never);
}

/** The properties with the values of secrets marked as such. */
export function withSecrets(props: Properties, secrets: readonly string[]): Properties {
  const marked = Object.entries(props)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, secrets.includes(name) ? { ...SECRET_MARK, value } : value]);
  return Object.fromEntries(marked) as Properties;
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Properties;
  if (isSecret(object)) return withoutSecrets(object["value"]);
  return Object.fromEntries(Object.entries(object).map(([name, part]) => [name, withoutSecrets(part)]));
}
