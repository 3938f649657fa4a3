import { stringify } from "yaml";

/** A property with its value as a literal of a language. */
export type Field = readonly [name: string, literal: string];

/** How a program is written in a language, with the names that Pulumi's code generators give to properties and types. */
export interface Language {
  /** The name of the language in the Pulumi Registry and in code blocks. */
  readonly name: string;
  text(value: string): string;
  number(value: number): string;
  enumValue(type: string, value: string): string;
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
const COMMON = { text: quoted, number: String, enumValue: (_: string, value: string) => quoted(value) };

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
  const argument = (name: string, value: string): string => `\t\t\t${pascalCase(name)}: ${value},`;
  return {
    name: "go",
    text: (value) => `pulumi.String(${quoted(value)})`,
    number: (value) => `pulumi.Int(${value})`,
    enumValue: (type, value) => `chime.${type}(${quoted(value)})`,
    list: (type, items) =>
      block(`${type === undefined ? "pulumi.String" : `chime.${type}`}Array{`, items, "}", "\t\t\t", "\t"),
    object: (type, fields) =>
      `chime.${type}Args{${inline(fields, (name, value) => `${pascalCase(name)}: ${value}`)}}`,
    resource: (kind, fields) =>
      program(`		_, err := chime.New${kind}(ctx, "example", &chime.${kind}Args{
${lines(fields, argument)}
		})
		return err`),
    lookup: (name, fields) =>
      program(`		example := chime.${pascalCase(name)}Output(ctx, chime.${pascalCase(name)}OutputArgs{
${lines(fields, argument)}
		})
		ctx.Export("example", example)
		return nil`),
  };
};

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
  enumValue: (type, value) => `Chime.${type}.${value}`,
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
  enumValue: (type, value) => `${type}.${value}`,
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

function yaml(program: object): string {
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
