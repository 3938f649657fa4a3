import { stringify } from "yaml";

import { PROVIDER_TEXT } from "../../provider/schema/providerText";
import type { EnumValueSpec } from "../model";

/** A property with its value as a literal of a language. */
export type Field = readonly [name: string, literal: string];

/** How a program is written in a language, with the names that Pulumi's code generators give to properties and types. */
export interface Language {
  /** The name of the language in the Pulumi Registry and in code blocks. */
  readonly name: string;
  text(value: string): string;
  number(value: number): string;
  enumValue(type: string, value: EnumValueSpec): string;
  /** @param type The type of the items, if it is one of this package; undefined for texts. */
  list(type: string | undefined, items: readonly string[]): string;
  object(type: string, fields: readonly Field[]): string;
  /** A program that declares a resource. */
  resource(kind: string, fields: readonly Field[]): string;
  /** A program that calls a function. */
  lookup(name: string, fields: readonly Field[]): string;
}

/** The languages of examples, in the order of the Pulumi Registry. */
export function exampleLanguages(goImportPath: string): readonly Language[] {
  return [TYPESCRIPT, PYTHON, go(goImportPath), CSHARP, JAVA, YAML];
}

/** The name that Pulumi's code generator for Python gives to a property or function. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const quoted = (value: string): string => JSON.stringify(value);

/** The literals that most languages have. */
const COMMON = {
  text: quoted,
  number: String,
  enumValue: (_: string, { value }: EnumValueSpec) => quoted(value),
};

const TYPESCRIPT: Language = {
  ...COMMON,
  name: "typescript",
  list: (_, items) => block("[", items, "]", "  "),
  object: (_, fields) => `{ ${inline(fields, (name, value) => `${name}: ${value}`)} }`,
  resource: (kind, fields) => `import * as chime from "pulumi-chime";

const example = new chime.${kind}("example", {
${lines(fields, (name, value) => `  ${name}: ${value},`)}
});
`,
  lookup: (name, fields) => `import * as chime from "pulumi-chime";

const example = chime.${name}Output({
${lines(fields, (property, value) => `  ${property}: ${value},`)}
});
`,
};

const PYTHON: Language = {
  ...COMMON,
  name: "python",
  enumValue: (type, { name }) => `chime.${type}.${name.replaceAll(/(?<=[a-z])[A-Z]/g, "_$&").toUpperCase()}`,
  list: (_, items) => block("[", items, "]", "    "),
  object: (_, fields) => `{${inline(fields, (name, value) => `"${snakeCase(name)}": ${value}`)}}`,
  resource: (kind, fields) => `import pulumi_chime as chime

example = chime.${kind}(
    "example",
${lines(fields, (name, value) => `    ${snakeCase(name)}=${value},`)}
)
`,
  lookup: (name, fields) => `import pulumi_chime as chime

example = chime.${snakeCase(name)}_output(
${lines(fields, (property, value) => `    ${snakeCase(property)}=${value},`)}
)
`,
};

const go = (importPath: string): Language => {
  const program = (statements: string): string => `package main

import (
	"${importPath}"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
${statements}
	})
}
`;
  return {
    name: "go",
    text: (value) => `pulumi.String(${quoted(value)})`,
    number: (value) => `pulumi.Int(${value})`,
    enumValue: (type, { name }) => `chime.${type}${name}`,
    list: (type, items) =>
      block(`${type === undefined ? "pulumi.String" : `chime.${type}`}Array{`, items, "}", "\t\t\t", "\t"),
    object: (type, fields) =>
      `chime.${type}Args{${inline(fields, (name, value) => `${pascalCase(name)}: ${value}`)}}`,
    resource: (kind, fields) =>
      program(`		_, err := chime.New${kind}(ctx, "example", &chime.${kind}Args{
${alignedFields(fields)}
		})
		return err`),
    lookup: (name, fields) =>
      program(`		_ = chime.${goFunction(name)}Output(ctx, chime.${goFunction(name)}OutputArgs{
${alignedFields(fields)}
		})
		return nil`),
  };
};

/** `GetRoom` reads a resource `Room`, so Pulumi's code generator calls the function `getRoom` otherwise. */
function goFunction(name: string): string {
  const noun = name.replace(/^get/, "");
  return `${Object.hasOwn(PROVIDER_TEXT, noun) ? "Lookup" : "Get"}${noun}`;
}

/** The fields as gofmt writes them: the values of neighbours are aligned, but not with one that has several lines. */
function alignedFields(fields: readonly Field[]): string {
  const groups: Field[][] = [[]];
  for (const field of fields) {
    if (field[1].includes("\n")) groups.push([field], []);
    else groups.at(-1)?.push(field);
  }
  const written = groups.flatMap((group) => {
    const width = Math.max(...group.map(([name]) => name.length)) + 1;
    return group.map(([name, value]) => `\t\t\t${`${pascalCase(name)}:`.padEnd(width)} ${value},`);
  });
  return written.join("\n");
}

const csharpProgram = (statement: string, fields: readonly Field[]): string => `using Pulumi;
using Chime = Pulumi.Chime;

return await Deployment.RunAsync(() =>
{
    var example = ${statement}
    {
${lines(fields, (name, value) => `        ${pascalCase(name)} = ${value},`)}
    });
});
`;

const CSHARP: Language = {
  ...COMMON,
  name: "csharp",
  enumValue: (type, { name }) => `Chime.${type}.${name}`,
  list: (_, items) => block("new[] {", items, "}", "        ", "    "),
  object: (type, fields) =>
    `new Chime.Inputs.${type}Args { ${inline(fields, (name, value) => `${pascalCase(name)} = ${value}`)} }`,
  resource: (kind, fields) => csharpProgram(`new Chime.${kind}("example", new()`, fields),
  lookup: (name, fields) => csharpProgram(`Chime.${pascalCase(name)}.Invoke(new()`, fields),
};

const javaProgram = (statement: string, type: string, fields: readonly Field[]): string => `package program;

import com.pulumi.Pulumi;
import com.pulumi.chime.*;
import com.pulumi.chime.enums.*;
import com.pulumi.chime.inputs.*;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            var example = ${statement}${type}.builder()
${lines(fields, (name, value) => `                .${name}(${value})`)}
                .build());
        });
    }
}
`;

const JAVA: Language = {
  ...COMMON,
  name: "java",
  enumValue: (type, { name }) => `${type}.${name}`,
  list: (_, items) => items.join(",\n                    "),
  object: (type, fields) =>
    `${type}Args.builder()${fields.map(([name, value]) => `.${name}(${value})`).join("")}.build()`,
  resource: (kind, fields) => javaProgram(`new ${kind}("example", `, `${kind}Args`, fields),
  lookup: (name, fields) => javaProgram(`ChimeFunctions.${name}(`, `${pascalCase(name)}Args`, fields),
};

// The literals are JSON, so that the library for YAML can write the whole program.
export const YAML: Language = {
  ...COMMON,
  name: "yaml",
  list: (_, items) => `[${items.join()}]`,
  object: (_, fields) => `{${inline(fields, (name, value) => `"${name}":${value}`)}}`,
  resource: (kind, fields) =>
    yaml({ resources: { example: { type: `chime:${kind}`, properties: valuesOf(fields) } } }),
  lookup: (name, fields) =>
    yaml({
      variables: {
        example: { "fn::invoke": { function: `chime:${name}`, arguments: valuesOf(fields) } },
      },
    }),
};

function valuesOf(fields: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(([name, json]) => [name, JSON.parse(json) as unknown]));
}

/** A program in YAML. */
export function yaml(program: object): string {
  return stringify(program, { lineWidth: 0 });
}

function lines(fields: readonly Field[], write: (...field: Field) => string): string {
  return fields.map((field) => write(...field)).join("\n");
}

function inline(fields: readonly Field[], write: (...field: Field) => string): string {
  return fields.map((field) => write(...field)).join(", ");
}

/** A list with each item on a line of its own. */
function block(
  opening: string,
  items: readonly string[],
  closing: string,
  margin: string,
  indent = margin,
): string {
  return [opening, ...items.map((item) => `${margin}${indent}${item},`), `${margin}${closing}`].join("\n");
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
