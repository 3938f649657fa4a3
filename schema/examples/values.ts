import { nameOf, type PackageSpec, type PropertySpec, type TypeSpec } from "../model";
import type { Field, Language } from "./languages";

/** A value in an example, as in JSON. */
export type ExampleValue =
  string | number | readonly ExampleValue[] | { readonly [name: string]: ExampleValue };

/** The inputs of an example, by property. */
export type ExampleInputs = Readonly<Record<string, ExampleValue>>;

/** The inputs as literals of a language, which depend on the types of the properties. */
export function fieldsOf(
  types: PackageSpec["types"],
  properties: Readonly<Record<string, PropertySpec>>,
  values: ExampleInputs,
  language: Language,
): Field[] {
  return Object.entries(values).map(([name, value]) => {
    const property = properties[name];
    if (property === undefined) throw new Error(`An example has the input ${name}, which does not exist.`);
    return [name, literalOf(types, property, value, language)];
  });
}

function literalOf(
  types: PackageSpec["types"],
  type: TypeSpec,
  value: ExampleValue,
  language: Language,
): string {
  if ("$ref" in type) {
    const name = nameOf(type.$ref);
    const named = types[name];
    if (named !== undefined && "enum" in named && typeof value === "string")
      return language.enumValue(name, value);
    if (named !== undefined && "properties" in named && typeof value === "object")
      return language.object(name, fieldsOf(types, named.properties, value as ExampleInputs, language));
  } else if ("type" in type && type.type === "array" && Array.isArray(value)) {
    const items = value.map((item: ExampleValue) => literalOf(types, type.items, item, language));
    return language.list("$ref" in type.items ? nameOf(type.items.$ref) : undefined, items);
  } else if (typeof value === "string") return language.text(value);
  else if (typeof value === "number") return language.number(value);
  throw new Error(`An example has the value ${JSON.stringify(value)}, which is not of its property's type.`);
}
