import * as pulumi from "@pulumi/pulumi";

/**
 * An output whose value is also part of the resource's id.
 *
 * When Pulumi previews an update in place, it knows the id but none of the outputs that are not arguments. A resource
 * that depends on such an output would be previewed as replaced, and fail where it has the option `protect`. The id of a
 * resource that is to be created or replaced is unknown, as its outputs are.
 *
 * @param resource The resource, with the output as the state has it.
 * @param name The name of the output.
 * @param parse Takes the value out of the id; throws where the id has another form, as under mocks.
 * @param opts The options of the resource, which may make a secret of the output.
 */
export function idOutput<Name extends string>(
  resource: Pick<pulumi.CustomResource, "id"> & Readonly<Record<Name, pulumi.Output<string>>>,
  name: Name,
  parse: (id: string) => string,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.Output<string> {
  const output = resource[name];
  // An update knows all outputs.
  if (!pulumi.runtime.isDryRun()) return output;
  // An output that is unknown is no secret yet.
  const isSecret = opts?.additionalSecretOutputs?.includes(name) === true || pulumi.isSecret(output);
  return resource.id.apply((id) => {
    const value = valueIn(id, parse);
    return value === undefined ? output : secretIf(isSecret, value);
  });
}

function valueIn(id: string, parse: (id: string) => string): string | undefined {
  try {
    return parse(id);
  } catch {
    return undefined;
  }
}

function secretIf(isSecret: pulumi.Input<boolean>, value: string): pulumi.Output<string> {
  return pulumi.output(isSecret).apply((is) => (is ? pulumi.secret(value) : pulumi.output(value)));
}
