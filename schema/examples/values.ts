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
  if ("$ref" in type) return literalOfNamed(types, nameOf(type.$ref), value, language);
  if ("type" in type && type.type === "array" && Array.isArray(value)) {
    const items = value.map((item: ExampleValue) => literalOf(types, type.items, item, language));
    return language.list("$ref" in type.items ? nameOf(type.items.$ref) : undefined, items);
  }
  if (typeof value === "string") return language.text(value);
  if (typeof value === "number") return language.number(value);
  throw wrongType(value);
}

function literalOfNamed(
  types: PackageSpec["types"],
  name: string,
  value: ExampleValue,
  language: Language,
): string {
  const type = types[name];
  if (type !== undefined && "properties" in type)
    return language.object(name, fieldsOf(types, type.properties, value as ExampleInputs, language));
  const constant = type?.enum.find((one) => one.value === value);
  if (constant === undefined) throw wrongType(value);
  return language.enumValue(name, constant);
}

function wrongType(value: ExampleValue): Error {
  return new Error(`An example has the value ${JSON.stringify(value)}, which is not of its property's type.`);
}
