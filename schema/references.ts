import { nameOf, type PackageSpec, type Properties, type TypeSpec } from "./model";

/** The types that properties refer to, and those that these refer to, each once and in order. */
export function referencedTypes(types: PackageSpec["types"], ...all: readonly Properties[]): string[] {
  const names = new Set<string>();
  const add = (properties: Properties): void => {
    for (const name of Object.values(properties).flatMap(referencesIn)) {
      const type = types[name];
      const isNew = !names.has(name);
      names.add(name);
      if (isNew && type && "properties" in type) add(type.properties);
    }
  };
  all.forEach(add);
  return [...names];
}

function referencesIn(type: TypeSpec): string[] {
  if ("$ref" in type) return [nameOf(type.$ref)];
  if ("oneOf" in type) return type.oneOf.flatMap(referencesIn);
  if (type.type === "array") return referencesIn(type.items);
  return type.type === "object" ? referencesIn(type.additionalProperties) : [];
}
