import * as pulumi from "@pulumi/pulumi";

/**
 * An output whose value is also part of the resource's id, so that the preview of an update knows it.
 *
 * In that preview Pulumi knows the id, but no output that is not an argument. It would show every resource that depends
 * on such an output as replaced, and fail for one with the option `protect`.
 *
 * @param resource The resource with the output of the state.
 * @param name The name of the output.
 * @param parse Reads the value from the id; throws for a malformed id, as under mocks.
 * @param opts The options of the resource, which may make the output a secret.
 */
export function idOutput<Name extends string>(
  resource: Pick<pulumi.CustomResource, "id"> & Readonly<Record<Name, pulumi.Output<string>>>,
  name: Name,
  parse: (id: string) => string,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.Output<string> {
  const output = resource[name];
  // Outside a preview the output is known.
  if (!pulumi.runtime.isDryRun()) return output;
  // An unknown output is not marked as a secret yet.
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
