import type { Resource } from "./deployment";

/**
 * Removes the references to resources that do not exist. A refresh leaves such references behind, because it removes
 * resources on which others depend. A resource may refer only to earlier ones.
 */
export function withoutDanglingReferences(resources: readonly Resource[]): Resource[] {
  const all = new Set(resources.map(({ urn }) => urn));
  const earlier = new Set<string>();
  return resources.map((resource) => {
    const { parent, deletedWith, dependencies, propertyDependencies, ...rest } = resource;
    const existing = (urns: readonly string[]): string[] => urns.filter((urn) => earlier.has(urn));
    const result: Resource = {
      ...rest,
      ...(parent !== undefined && all.has(parent) ? { parent } : {}),
      ...(deletedWith !== undefined && earlier.has(deletedWith) ? { deletedWith } : {}),
      ...(dependencies === undefined ? {} : { dependencies: existing(dependencies) }),
      ...(propertyDependencies === undefined
        ? {}
        : { propertyDependencies: dependenciesByProperty(propertyDependencies, existing) }),
    };
    earlier.add(resource.urn);
    return result;
  });
}

/** A property without dependencies is left out. */
function dependenciesByProperty(
  dependencies: Readonly<Record<string, readonly string[] | null>>,
  existing: (urns: readonly string[]) => string[],
): Record<string, string[]> {
  const entries = Object.entries(dependencies).map(([name, urns]): [string, string[]] => [
    name,
    existing(urns ?? []),
  ]);
  return Object.fromEntries(entries.filter(([, urns]) => urns.length > 0));
}
