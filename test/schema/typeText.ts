import { nameOf, type PropertySpec, type TypeSpec } from "../../schema/model";

/** A type as the arguments of a resource have it. */
export function inputText(property: PropertySpec): string {
  const unset = property.required === true ? "" : " | undefined";
  if (property.plain === true) return `${plainText(property)}${unset}`;
  return `pulumi.Input<${text(property, (item) => `pulumi.Input<${item}>`)}${unset}>`;
}

/** A type as the outputs of a resource have it. */
export function outputText(property: PropertySpec): string {
  return `pulumi.Output<${plainText(property)}${property.required === true ? "" : " | undefined"}>`;
}

/** A type as the arguments of a function have it, and what the service returned. */
export function plainText(type: TypeSpec): string {
  return text(type, (item) => item);
}

/** A type as the result of a function has it. */
export function resultText(property: PropertySpec): string {
  return property.secret === true ? outputText(property) : plainText(property);
}

function text(type: TypeSpec, itemText: (item: string) => string): string {
  if ("$ref" in type) return nameOf(type.$ref);
  if ("oneOf" in type) return type.oneOf.map((one) => text(one, itemText)).join(" | ");
  if (type.type === "array") return `${itemText(text(type.items, itemText))}[]`;
  if (type.type === "object") return `Record<string, ${itemText(text(type.additionalProperties, itemText))}>`;
  return type.type === "integer" ? "number" : type.type;
}
