import type { FunctionSpec, PackageSpec, ResourceSpec } from "../model";
import type { Language } from "./languages";
import { fieldsOf } from "./values";

/** The shortest program that declares a resource, or that calls a function. */
export function exampleOf(
  types: PackageSpec["types"],
  spec: ResourceSpec | FunctionSpec,
  language: Language,
): string {
  const { name, exampleInputs } = spec;
  return "inputProperties" in spec
    ? language.resource(name, fieldsOf(types, spec.inputProperties, exampleInputs, language))
    : language.lookup(name, fieldsOf(types, spec.inputs, exampleInputs, language));
}
