/**
 * The difference between two JSON values, with one line for each leaf that was added (`+`) or removed (`-`), and two
 * lines for one that was changed.
 */
export function difference(before: unknown, now: unknown): string[] {
  const [old, current] = [leaves(before), leaves(now)];
  const paths = [...new Set([...old.keys(), ...current.keys()])].sort();
  return paths.flatMap((path) => {
    if (old.get(path) === current.get(path)) return [];
    return [
      ...(old.has(path) ? [`- ${path}: ${old.get(path)!}`] : []),
      ...(current.has(path) ? [`+ ${path}: ${current.get(path)!}`] : []),
    ];
  });
}

function leaves(value: unknown, path = ""): Map<string, string> {
  if (typeof value !== "object" || value === null) return new Map([[path, JSON.stringify(value)]]);
  // Lists of names are compared as sets.
  if (isNames(value)) return new Map(value.map((name) => [`${path} has ${name}`, "yes"]));
  const inner = Object.entries(value).flatMap(([key, part]) => [
    ...leaves(part, path === "" ? key : `${path}.${key}`),
  ]);
  return new Map(inner.length === 0 ? [[path, "{}"]] : inner);
}

function isNames(value: object): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
}
