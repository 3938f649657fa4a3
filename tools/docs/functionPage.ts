import type { FunctionSpec, PackageSpec } from "../../schema/model";
import { exampleOf } from "../../schema/examples";
import { YAML } from "../../schema/examples/languages";
import { code, noteList } from "./markdown";
import { policy } from "./policy";
import { outputList, propertyList, typeSections } from "./properties";

/** The page of a function. */
export function functionPage(types: PackageSpec["types"], spec: FunctionSpec): string[] {
  const { name, inputs, outputs } = spec;
  return [
    `# ${name}`,
    spec.description,
    `In TypeScript, \`${name}(args, opts?)\` returns a promise. \`${name}Output(args, opts?)\` accepts outputs as ` +
      "arguments, and returns an output. Both run whenever the program runs, in previews too. The option " +
      "`{ provider }` uses the settings of that [provider](../resources/provider.md). [Other " +
      "languages](../guides/other-languages.md#find-ids) have similar functions.",
    "## Example usage",
    code("typescript", spec.example),
    "In YAML, with the [native plugin](../guides/other-languages.md):",
    code("yaml", exampleOf(types, spec, YAML)),
    "## Arguments",
    propertyList(inputs),
    "## Result",
    outputList(outputs),
    ...typeSections(types, inputs, outputs),
    "## Permissions",
    policy(spec.operations),
    "## Behavior",
    noteList(spec.notes),
  ];
}
