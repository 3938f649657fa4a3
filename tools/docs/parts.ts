import { fullDescription } from "../../schema/description";
import {
  nameOf,
  type ComplexTypeSpec,
  type Note,
  type PackageSpec,
  type Properties,
  type PropertySpec,
  type TypeSpec,
} from "../../schema/model";
import { OPERATIONS, type Operation } from "../../schema/operations";

/** The file name of a page, without its ending: `channel-membership` for `ChannelMembership`. */
export function slugOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** A block of code. The comment before it tells the tests what to do with it. */
export function code(language: string, text: string, directive?: string): string {
  const block = `\`\`\`${language}\n${text.trim()}\n\`\`\``;
  return directive === undefined ? block : `<!-- test: ${directive} -->\n\n${block}`;
}

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
  const names = new Set<string>();
  const add = (properties: Properties): void => {
    for (const name of Object.values(properties).flatMap(referencesIn)) {
      if (names.has(name)) continue;
      names.add(name);
      const type = types[name];
      if (type && "properties" in type) add(type.properties);
    }
  };
  all.forEach(add);
  return [...names].flatMap((name) => {
    const type = types[name];
    return type === undefined ? [] : [`### ${name}`, type.description, contentsOf(type)];
  });
}

/** The notes, as a list. */
export function noteList(notes: readonly Note[]): string {
  return notes.map(([title, text]) => `- **${title}.** ${text}`).join("\n");
}

const APP_INSTANCES = "arn:aws:chime:us-east-1:111122223333:app-instance/*";

/** The IAM policy that allows these operations. */
export function policy(operations: readonly Operation[]): string {
  const statement = (resource: string, allowed: readonly Operation[]): object[] =>
    allowed.length === 0
      ? []
      : [{ Effect: "Allow", Action: allowed.map((name) => `chime:${name}`), Resource: resource }];
  const inAppInstance = operations.filter((name) => OPERATIONS[name] === "app-instance");
  const others = operations.filter((name) => OPERATIONS[name] === "*");
  const Statement = [...statement(APP_INSTANCES, inAppInstance), ...statement("*", others)];
  const explanation =
    inAppInstance.length === 0
      ? "These actions do not support resource-level permissions."
      : "Set your region and the number of your AWS account. To allow one app instance only, use its " +
        'ARN, and its ARN followed by `/*`. The actions under `"*"` do not support that. ' +
        "[Security](../guides/security.md#iam) explains why the lists are read.";
  return `${code("json", JSON.stringify({ Version: "2012-10-17", Statement }, undefined, 2))}\n\n${explanation}`;
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
  if (type.type === "array") return `list of ${typeText(type.items)}`;
  return type.type === "object" ? `map of ${typeText(type.additionalProperties)}` : type.type;
}

function referencesIn(type: TypeSpec): string[] {
  if ("$ref" in type) return [nameOf(type.$ref)];
  if ("oneOf" in type) return type.oneOf.flatMap(referencesIn);
  if (type.type === "array") return referencesIn(type.items);
  return type.type === "object" ? referencesIn(type.additionalProperties) : [];
}
