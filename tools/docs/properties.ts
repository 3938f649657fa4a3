import { fullDescription } from "../../schema/description";
import {
  nameOf,
  type ComplexTypeSpec,
  type PackageSpec,
  type Properties,
  type PropertySpec,
  type TypeSpec,
} from "../../schema/model";
import { referencedTypes } from "../../schema/references";

/** A list of properties. */
export function propertyList(properties: Properties, noun?: string): string {
  return Object.entries(properties)
    .map(([name, property]) => {
      const optional = property.required === true ? "required" : "optional";
      return `- \`${name}\` (${typeText(property)}, ${optional}): ${fullDescription(property, noun)}`;
    })
    .join("\n");
}

/** A list of outputs. */
export function outputList(properties: Properties): string {
  return Object.entries(properties)
    .map(([name, property]) => `- \`${name}\` (${typeText(property)}): ${fullDescription(property)}`)
    .join("\n");
}

/** A section for each of the types that the properties refer to, and for those that these refer to. */
export function typeSections(types: PackageSpec["types"], ...all: readonly Properties[]): string[] {
  return referencedTypes(types, ...all).flatMap((name) => {
    const type = types[name];
    return type === undefined ? [] : [`### ${name}`, type.description, contentsOf(type)];
  });
}

function contentsOf(type: ComplexTypeSpec): string {
  if ("properties" in type) return propertyList(type.properties);
  return type.enum
    .map(({ value, description }) =>
      description === undefined ? `- \`${value}\`` : `- \`${value}\`: ${description}`,
    )
    .join("\n");
}

function typeText(type: TypeSpec | PropertySpec): string {
  if ("$ref" in type) return `[${nameOf(type.$ref)}](#${nameOf(type.$ref).toLowerCase()})`;
  if ("oneOf" in type) return type.oneOf.map(typeText).join(" or ");
  if (type.type === "array") return `list of ${pluralOf(type.items)}`;
  return type.type === "object" ? `map of ${pluralOf(type.additionalProperties)}` : type.type;
}

function pluralOf(type: TypeSpec): string {
  return "$ref" in type ? typeText(type) : `${typeText(type)}s`;
}
