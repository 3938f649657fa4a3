import type { Resource } from "./deployment";

/**
 * Removes the references to resources that do not exist. A refresh leaves such references behind, because it removes
 * resources on which others depend. A resource may refer only to earlier ones. Like Pulumi, leaves out what gets empty.
 */
export function withoutDanglingReferences(resources: readonly Resource[]): Resource[] {
  const all = new Set(resources.map(({ urn }) => urn));
  const earlier = new Set<string>();
  return resources.map((resource) => {
    const { parent, deletedWith, dependencies = [], propertyDependencies = {}, ...rest } = resource;
    const existing = dependencies.filter((urn) => earlier.has(urn));
    const byProperty = Object.entries(propertyDependencies)
      .map(([name, urns]) => [name, urns.filter((urn) => earlier.has(urn))] as const)
      .filter(([, urns]) => urns.length > 0);
    earlier.add(resource.urn);
    return {
      ...rest,
      ...(parent !== undefined && all.has(parent) ? { parent } : {}),
      ...(deletedWith !== undefined && earlier.has(deletedWith) ? { deletedWith } : {}),
      ...(existing.length > 0 ? { dependencies: existing } : {}),
      ...(byProperty.length > 0 ? { propertyDependencies: Object.fromEntries(byProperty) } : {}),
    };
  });
}
