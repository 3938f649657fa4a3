import type {
  PulumiFunction,
  PulumiObject,
  PulumiProperty,
  PulumiResource,
  PulumiSchema,
} from "../provider/native/pulumiSchema";
import { without } from "../provider/schema/properties";
import { nativeToken, typeToken } from "../provider/schema/providerText";
import { fullDescription } from "./description";
import { exampleOf } from "./examples";
import { exampleLanguages } from "./examples/languages";
import type {
  ComplexTypeSpec,
  FunctionSpec,
  PackageSpec,
  Properties,
  PropertySpec,
  ProviderSpec,
  ResourceSpec,
  TypeSpec,
} from "./model";

/**
 * The Pulumi package schema, from which Pulumi generates the SDK of each language:
 * https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 *
 * It has no defaults: the plugin adds them. A default of the schema would be set by the SDK, and then come before a setting.
 *
 * @param repository The repository on GitHub, `OWNER/NAME`, whose releases have the plugin. Without it, Pulumi cannot download the plugin.
 */
export function pulumiSchema(
  { types, resources, functions, provider }: PackageSpec,
  version: string,
  repository?: string,
): PulumiSchema {
  const settings = propertiesOf(nativeSettings(provider));
  const languages = exampleLanguages(goImportPath(repository));
  const described = (spec: ResourceSpec | FunctionSpec): string => {
    const programs = languages.map(
      (language) => `\`\`\`${language.name}\n${exampleOf(types, spec, language)}\`\`\``,
    );
    return withExamples(spec.description, programs);
  };
  return {
    name: "chime",
    version,
    displayName: "Amazon Chime",
    description: "Who belongs to an Amazon Chime room or an Amazon Chime SDK messaging channel, as code.",
    keywords: ["pulumi", "aws", "chime", "category/cloud"],
    license: "Apache-2.0",
    publisher: "pulumi-chime",
    ...(repository !== undefined && {
      repository: `https://github.com/${repository}`,
      pluginDownloadURL: pluginServer(repository),
    }),
    // Without a repository, the files that build an SDK for Java would be invalid.
    language: repository === undefined ? { ...LANGUAGES, java: {} } : LANGUAGES,
    config: { variables: settings },
    provider: { description: provider.description, inputProperties: settings },
    types: Object.fromEntries(Object.entries(types).map(([name, type]) => [nativeToken(name), typeOf(type)])),
    resources: Object.fromEntries(
      resources.map((one) => [nativeToken(one.name), { description: described(one), ...resourceOf(one) }]),
    ),
    functions: Object.fromEntries(
      functions.map((one) => [nativeToken(one.name), { description: described(one), ...functionOf(one) }]),
    ),
  };
}

/**
 * The settings of the native form: a native provider gets no settings but its own. So it does not copy the identity from the stack, and
 * some descriptions differ.
 */
export function nativeSettings({ inputProperties }: ProviderSpec): Properties {
  return nativeForm(without(["inheritIdentity"], inputProperties) as Properties);
}

/** The server from which Pulumi downloads the plugin: the releases of a repository on GitHub. */
export function pluginServer(repository: string): string {
  return `github://api.github.com/${repository}`;
}

/** The import path of the SDK that Pulumi generates for Go. */
export function goImportPath(repository: string | undefined): string {
  const root = repository === undefined ? "example.com/pulumi-chime" : `github.com/${repository}`;
  return `${root}/sdk/go/chime`;
}

const LANGUAGES = {
  csharp: { respectSchemaVersion: true },
  go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
  java: { buildFiles: "gradle" },
  nodejs: { respectSchemaVersion: true },
  python: { respectSchemaVersion: true, pyproject: { enabled: true } },
};

// Each code generator keeps the program in its language.
function withExamples(description: string, programs: readonly string[]): string {
  return [
    description,
    "{{% examples %}}",
    "## Example Usage",
    "{{% example %}}",
    ...programs,
    "{{% /example %}}",
    "{{% /examples %}}",
  ].join("\n\n");
}

function resourceOf({ name, noun, inputProperties, properties }: ResourceSpec): PulumiResource {
  return {
    inputProperties: propertiesOf(nativeForm(inputProperties), noun),
    requiredInputs: requiredOf(inputProperties),
    properties: propertiesOf(properties),
    required: requiredOf(properties),
    // A state of the dynamic form is taken over without a replacement.
    aliases: [{ type: typeToken(name) }],
  };
}

function functionOf({ inputs, outputs }: FunctionSpec): PulumiFunction {
  return { inputs: objectOf(inputs), outputs: objectOf(outputs) };
}

function nativeForm(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { native, ...property }]) => [name, { ...property, ...native }]),
  );
}

function objectOf(properties: Properties): PulumiObject {
  return { type: "object", properties: propertiesOf(properties), required: requiredOf(properties) };
}

function propertiesOf(properties: Properties, noun?: string): Record<string, PulumiProperty> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      {
        ...shapeOf(property),
        description: fullDescription(property, noun),
        ...(property.secret && { secret: true }),
        ...(property.replaceOnChanges && { willReplaceOnChanges: true }),
      },
    ]),
  );
}

function requiredOf(properties: Properties): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.required === true);
}

function shapeOf(type: TypeSpec | PropertySpec): object {
  if ("$ref" in type) return { $ref: type.$ref };
  if ("oneOf" in type) return { oneOf: type.oneOf.map(shapeOf) };
  if (type.type === "array") return { type: type.type, items: shapeOf(type.items) };
  return type.type === "object"
    ? { type: type.type, additionalProperties: shapeOf(type.additionalProperties) }
    : { type: type.type };
}

function typeOf(type: ComplexTypeSpec): object {
  if ("enum" in type) return { type: "string", description: type.description, enum: type.enum };
  return { description: type.description, ...objectOf(type.properties) };
}
