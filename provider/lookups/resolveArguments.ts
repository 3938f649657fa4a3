import * as pulumi from "@pulumi/pulumi";

/**
 * The arguments of a look-up, once they are known and the resources that they come from or that `dependsOn` names exist.
 *
 * In a preview that would create one of these resources the arguments stay unknown. The name of a new room, for
 * example, is known, but a look-up would find no such room.
 */
export function resolveArguments(
  args: object,
  { dependsOn = [] }: pulumi.InvokeOutputOptions = {},
): pulumi.Output<object> {
  const known: pulumi.Output<object> = pulumi.output(args as pulumi.Inputs);
  const sources = pulumi.output(resourcesOf(known)).apply(whenCreated);
  const named = pulumi.output([dependsOn].flat() as unknown[]).apply(whenCreated);
  return pulumi.all([known, sources, named]).apply(([value]) => value);
}

function whenCreated(resources: readonly unknown[]): pulumi.Output<unknown> {
  return pulumi.all(
    resources.flat().map((resource) => {
      if (pulumi.CustomResource.isInstance(resource)) return resource.id;
      return pulumi.Resource.isInstance(resource) ? resource.urn : undefined;
    }),
  );
}

// Every supported version of the SDK has `allResources` at run time. The published type does not.
async function resourcesOf(output: pulumi.Output<unknown>): Promise<pulumi.Resource[]> {
  const { allResources } = output as unknown as { allResources: () => Promise<ReadonlySet<pulumi.Resource>> };
  return [...(await allResources())];
}
