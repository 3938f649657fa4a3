/** The known names that somebody may have meant, the nearest first; empty where none is near. */
function nearNames(name: string, known: readonly string[]): string[] {
  return known
    .map((candidate) => ({ candidate, far: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= Math.max(2, candidate.length / 4))
    .sort((left, right) => left.far - right.far)
    .map(({ candidate }) => candidate);
}

/** Says that a name does not exist: which ones were near, or else which there are. */
export function unknownName(name: string, known: readonly string[]): string {
  const near = nearNames(name, known);
  return near.length > 0
    ? `does not exist. Did you mean ${near.join(" or ")}?`
    : `does not exist. There are ${known.join(", ")}.`;
}

/** How many letters must be changed, added or left out to make one text the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const swapped = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(swapped, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
