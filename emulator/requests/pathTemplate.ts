/**
 * The labels of a path that matches a template such as `/accounts/{AccountId}/rooms`; `undefined` if it does not match.
 *
 * @param segments the decoded segments of the path
 */
export function matchPath(
  template: string,
  segments: readonly (string | undefined)[],
): Record<string, string> | undefined {
  const parts = template.split("/");
  if (parts.length !== segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, expected] of parts.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name === undefined ? segment !== expected : segment === "") return undefined;
    if (name !== undefined) labels[name] = segment;
  }
  return labels;
}
