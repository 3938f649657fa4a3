import { goImportPath } from "../../schema/pulumiSchema";
import { repositoryOf } from "../package/repository";

/** The languages of the examples in the Pulumi Registry: the name that the Registry uses, and that of the code block. */
export const EXAMPLE_LANGUAGES: Readonly<Record<string, string>> = {
  typescript: "typescript",
  python: "python",
  go: "go",
  csharp: "csharp",
  java: "java",
  yaml: "yaml",
};

/** A resource whose arguments are texts. */
export interface Example {
  readonly kind: string;
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

/** A complete program that declares the resource, with the names that Pulumi's code generators give to its properties. */
export function exampleIn(language: string, example: Example): string {
  const write = WRITERS[language];
  if (write === undefined) throw new Error(`There is no example in ${language}.`);
  return write(example);
}

const WRITERS: Readonly<Record<string, (example: Example) => string>> = {
  typescript: ({ kind, name, args }) => `import * as chime from "pulumi-chime";

new chime.${kind}("${name}", {
${lines(args, (key, value) => `  ${key}: ${value},`)}
});
`,
  python: ({ kind, name, args }) => `import pulumi_chime as chime

chime.${kind}(
    "${name}",
${lines(args, (key, value) => `    ${snakeCase(key)}=${value},`)}
)
`,
  go: ({ kind, name, args }) => `package main

import (
	"${goImportPath(repositoryOf())}"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := chime.New${kind}(ctx, "${name}", &chime.${kind}Args{
${lines(args, (key, value) => `\t\t\t${pascalCase(key)}: pulumi.String(${value}),`)}
		})
		return err
	})
}
`,
  csharp: ({ kind, name, args }) => `using Pulumi;
using Chime = Pulumi.Chime;

return await Deployment.RunAsync(() =>
{
    new Chime.${kind}("${name}", new()
    {
${lines(args, (key, value) => `        ${pascalCase(key)} = ${value},`)}
    });
});
`,
  java: ({ kind, name, args }) => `package program;

import com.pulumi.Pulumi;
import com.pulumi.chime.${kind};
import com.pulumi.chime.${kind}Args;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            new ${kind}("${name}", ${kind}Args.builder()
${lines(args, (key, value) => `                .${key}(${value})`)}
                .build());
        });
    }
}
`,
  yaml: ({ kind, name, args }) => `resources:
  ${name}:
    type: chime:${kind}
    properties:
${lines(args, (key, value) => `      ${key}: ${value}`)}
`,
};

function lines(args: Example["args"], write: (key: string, value: string) => string): string {
  return Object.entries(args)
    .map(([key, value]) => write(key, JSON.stringify(value)))
    .join("\n");
}

/** The name that Pulumi's code generator for Python gives to a property or function. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
