import { dynamicInputs, nativeToken, typeToken } from "../../provider/schema/providerText";
import type { PackageSpec, ResourceSpec } from "../../schema/model";
import { exampleOf } from "../../schema/examples";
import { YAML, yaml } from "../../schema/examples/languages";
import { code, noteList, slugOf } from "./markdown";
import { policy } from "./policy";
import { outputList, propertyList, typeSections } from "./properties";

/** The page of a resource. */
export function resourcePage(types: PackageSpec["types"], resource: ResourceSpec): string[] {
  const { name, inputProperties, properties, id, noun } = resource;
  return [
    `# ${name}`,
    resource.description,
    ...(resource.service === "rooms" ? [LEGACY] : []),
    "## Example usage",
    code("typescript", resource.example),
    "In YAML, with the [native plugin](../guides/other-languages.md):",
    code("yaml", exampleOf(types, resource, YAML)),
    "## Inputs",
    propertyList(inputProperties, noun),
    "## Outputs",
    outputList(properties),
    ...typeSections(types, inputProperties, properties),
    "## Resource id",
    `${id.description}, such as \`${id.example}\`.`,
    "## Read an existing one",
    ...getSection(resource),
    "## Import",
    ...importSection(resource),
    ...nativeImport(resource),
    "## Permissions",
    ...permissionSection(resource),
    "## Behavior",
    noteList(resource.notes),
  ];
}

const LEGACY =
  "Rooms belong to the Amazon Chime application, for which AWS ended support. AWS may refuse calls about " +
  "rooms for your account: [from rooms to channels](../guides/from-rooms-to-channels.md).";

function getSection({ name, noun, id, stateInputs }: ResourceSpec): string[] {
  const hasState = Object.keys(stateInputs).length > 0;
  const args = ["existing", id.example, ...(hasState ? [stateInputs] : [])].map((one) => JSON.stringify(one));
  return [
    `\`${name}.get(name, id, state?, opts?)\` reads ${withArticle(noun)} that the program does not manage. Pulumi ` +
      `never changes or deletes it. The deployment fails if there is no such ${noun}.`,
    code(
      "typescript",
      `import * as chime from "pulumi-chime";\n\nconst existing = chime.${name}.get(${args.join(", ")});`,
    ),
    ...(hasState
      ? [
          "The third argument names the bearer of the call. Default: the setting " +
            "`chime:appInstanceUserArn`. Pulumi reads all other properties.",
        ]
      : []),
    "In YAML:",
    code("yaml", yamlGet(name, id.example, stateInputs)),
  ];
}

function yamlGet(name: string, id: string, state: object): string {
  const get = { id, ...(Object.keys(state).length > 0 && { state }) };
  return yaml({ resources: { existing: { type: `chime:${name}`, get } } });
}

function importSection({ name, noun, service, id, import: spec }: ResourceSpec): string[] {
  const flags = "--yes --generate-code=false --protect=false";
  const more = "This requires Pulumi CLI 3.254 or later.";
  if ("command" in spec) {
    const ofChannel = spec.command.includes("--app-instance ") ? "host/cliImport" : "engine/channels";
    const test = service === "rooms" ? "engine/import" : ofChannel;
    return [
      "The import command writes `chime-import.json`, and a program that declares the same resources. " +
        `Add that program to your project, and import the resources. ${more}`,
      code(
        "sh",
        `${spec.command}\npulumi import --file chime-import.json ${flags}`,
        `{ skip: "run by test/${test}" }`,
      ),
      "[Import](../guides/adoption-and-import.md#import) lists the options of the command.",
    ];
  }
  const resource = {
    type: typeToken(name),
    name: "existing",
    id: id.example,
    inputs: dynamicInputs(name, spec.inputs),
    outputs: dynamicInputs(name, spec.outputs),
  };
  const file = `${slugOf(name)}.json`;
  return [
    `Write a file, such as \`${file}\`, with the values of your ${noun}:`,
    code("json", JSON.stringify({ resources: [resource] }, undefined, 2)),
    code("sh", `pulumi import --file ${file} ${flags}`, '{ skip: "run by test/engine/importFiles" }'),
    `Declare the ${noun} in the program with the same name and arguments. \`pulumi up\` then shows no ` +
      `change. ${more}`,
  ];
}

function nativeImport({ name, noun, id, stateInputs }: ResourceSpec): string[] {
  const bearer = Object.values(stateInputs).map((arn) => `pulumi config set chime:appInstanceUserArn ${arn}`);
  const commands = [...bearer, `pulumi import ${nativeToken(name)} existing ${id.example}`];
  const setting =
    bearer.length === 0 ? "" : " The setting names the bearer of the call, which an id does not.";
  return [
    `With the [native plugin](../guides/other-languages.md), Pulumi reads the ${noun} by its id, in every language, and prints ` +
      `the program.${setting}`,
    code("sh", commands.join("\n"), '{ skip: "run by test/engine/nativeImport" }'),
  ];
}

function permissionSection({ operations, recoveryOperations = [] }: ResourceSpec): string[] {
  const recovery = recoveryOperations.map((name) => `\`chime:${name}\``).join(" and ");
  return [
    policy(operations),
    ...(recovery === ""
      ? []
      : [`[Recovery after a crash](../guides/crashes.md#recover) also needs ${recovery}.`]),
  ];
}

function withArticle(noun: string): string {
  return `${/^[aeio]/.test(noun) ? "an" : "a"} ${noun}`;
}
