import type * as StructModule from "google-protobuf/google/protobuf/struct_pb";

import { requireLikePulumi } from "../plugin/pulumiGrpc";
import type { Properties } from "../schema/properties";
import { isSecret, SECRET_MARK } from "../schema/secretMark";
import { UNKNOWN_VALUE } from "../schema/unknownValue";

const { Struct } = requireLikePulumi("google-protobuf/google/protobuf/struct_pb") as typeof StructModule;
type Struct = StructModule.Struct;

/**
 * What the engine passes for an unknown value that is no string: a boolean, number, list, asset, archive or object. Part of its protocol:
 * `Unknown…Value` in pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go.
 */
const TYPED_UNKNOWN_VALUES: ReadonlySet<string> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * The properties of a message, without the marks of secrets: the engine knows which they are, and marks outputs itself. All unknown
 * values are the same one.
 */
export function fromStruct(struct: Struct | undefined): Properties {
  return plain(struct?.toJavaScript() ?? {}) as Properties;
}

/**
 * The arguments of a resource, a provider or a function, without those that are null: a program in another language may send one that it
 * does not set.
 */
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

function plain(value: unknown): unknown {
  if (typeof value === "string") return TYPED_UNKNOWN_VALUES.has(value) ? UNKNOWN_VALUE : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Properties;
  if (isSecret(object)) return plain(object["value"]);
  return Object.fromEntries(Object.entries(object).map(([name, part]) => [name, plain(part)]));
}
