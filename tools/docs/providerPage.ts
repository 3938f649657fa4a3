import type { PackageSpec } from "../../schema/model";
import { code, noteList } from "./markdown";
import { outputList, propertyList, typeSections } from "./properties";

/** The page of the provider. */
export function providerPage({ provider, types }: PackageSpec): string[] {
  const { inputProperties, properties } = provider;
  return [
    "# Provider",
    provider.description,
    "## Example usage",
    code("typescript", provider.example),
    "In YAML, with the [native plugin](../guides/other-languages.md):",
    code("yaml", provider.yamlExample),
    "This page describes the provider of the dynamic form. The native one [differs in a few points](#behavior).",
    "## Inputs",
    propertyList(inputProperties),
    "## Outputs",
    outputList(properties),
    ...typeSections(types, inputProperties, properties),
    "## Behavior",
    noteList(provider.notes),
  ];
}
