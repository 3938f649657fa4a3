import * as pulumi from "@pulumi/pulumi";

import { dynamicInputs, typeToken, type ResourceKind } from "../schema/providerText";
import { afterRights } from "./bearerRights";
import { programError } from "./programError";

/**
 * What the constructor of every resource passes to that of Pulumi. A function and no base class: the state has a stack frame for
 * each constructor.
 *
 * @param kind The kind of the resource.
 * @param name The unique name of the resource in the program.
 * @param inputs The inputs. The SDK makes outputs of the properties that are named here, also of those that are not set.
 * @param opts The options of any Pulumi resource.
 * @throws RunError when `opts` has the option `import`, which Pulumi does not support for dynamic resources.
 */
export function resourceArguments(
  kind: ResourceKind,
  name: string,
  inputs: pulumi.Inputs,
  opts: pulumi.CustomResourceOptions | undefined,
): [type: string, name: string, inputs: pulumi.Inputs, opts: pulumi.CustomResourceOptions | undefined] {
  refuseImport(kind, name, opts);
  const options = "chimeBearer" in inputs ? afterRights(inputs, opts) : opts;
  return [typeToken(kind), name, dynamicInputs(kind, inputs), options];
}

/** Whether a value is a resource of this kind, also one that another copy of this package has made. */
export function isResource(kind: ResourceKind, value: unknown): boolean {
  const type = (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType;
  return pulumi.Resource.isInstance(value) && type === typeToken(kind);
}

/** The options that somebody may pass to `get` in the place of `state`. */
const OPTIONS = [
  "provider",
  "parent",
  "dependsOn",
  "aliases",
  "protect",
  "additionalSecretOutputs",
  "version",
];

/**
 * The options of a look-up by `get`.
 *
 * @param parse Throws if an id is malformed.
 * @throws RunError when `id` is malformed, or when `state` has a resource option: the options are the fourth argument, as in all
 * Pulumi packages.
 */
export function lookupOptions(
  name: string,
  id: pulumi.Input<pulumi.ID>,
  state: object | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
  parse: (id: string) => unknown,
): pulumi.CustomResourceOptions {
  refuseMalformedId(name, id, parse);
  const option = Object.keys(state ?? {}).find((property) => OPTIONS.includes(property));
  if (option === undefined) return { ...opts, id };
  throw programError(
    `get of "${name}": ${option} is a resource option. Pass the options as the fourth argument: ` +
      `get(name, id, undefined, { ${option} }).`,
  );
}

function refuseMalformedId(name: string, id: pulumi.Input<pulumi.ID>, parse: (id: string) => unknown): void {
  if (typeof id !== "string") return;
  try {
    parse(id);
  } catch (error) {
    throw programError(`get of "${name}": ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

// Without this, Pulumi's host fails with: Cannot read properties of undefined (reading 'toJavaScript').
function refuseImport(
  kind: ResourceKind,
  name: string,
  opts: pulumi.CustomResourceOptions | undefined,
): void {
  if (opts?.import === undefined) return;
  throw programError(
    `The ${kind} "${name}" has the option import, which Pulumi does not support for dynamic resources. Write an import ` +
      "file with `npx pulumi-chime import`, and run `pulumi import --file`. See node_modules/pulumi-chime/docs/guides/adoption-and-import.md.",
  );
}
