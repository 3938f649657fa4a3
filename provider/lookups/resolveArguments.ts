import * as pulumi from "@pulumi/pulumi";

/**
 * The arguments of a look-up, once they are known and every resource exists that they come from or that `dependsOn`
 * names. In a preview that is to create one of these, they stay unknown: a room's name is known before the room exists,
 * but to look for it then would find nothing.
 */
export function whenAllExist(
  args: object,
  { dependsOn = [] }: pulumi.InvokeOutputOptions = {},
): pulumi.Output<object> {
  const known: pulumi.Output<object> = pulumi.output(args as pulumi.Inputs);
  const sources = pulumi.output(resourcesOf(known)).apply(existenceOf);
  const named = pulumi.output([dependsOn].flat() as unknown[]).apply(existenceOf);
  return pulumi.all([known, sources, named]).apply(([value]) => value);
}

function existenceOf(resources: readonly unknown[]): pulumi.Output<unknown> {
  return pulumi.all(
    resources.flat().map((resource) => {
      if (pulumi.CustomResource.isInstance(resource)) return resource.id;
      return pulumi.Resource.isInstance(resource) ? resource.urn : undefined;
    }),
  );
}

// What an output has at run time in every version of the SDK that this package works with. Its published type leaves
// it out.
async function resourcesOf(output: pulumi.Output<unknown>): Promise<pulumi.Resource[]> {
  const { allResources } = output as unknown as { allResources: () => Promise<ReadonlySet<pulumi.Resource>> };
  return [...(await allResources())];
}
