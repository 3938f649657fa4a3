/** Says that a name does not exist, with the names that are similar, or else with all names. */
export function unknownName(name: string, known: readonly string[]): string {
  const similar = similarNames(name, known);
  return similar.length > 0
    ? `does not exist. Did you mean ${similar.join(" or ")}?`
    : `does not exist. There are ${known.join(", ")}.`;
}

/** The known names that may have been meant, the most similar first. */
function similarNames(name: string, known: readonly string[]): string[] {
  return known
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, candidate.length / 4))
    .sort((left, right) => left.edits - right.edits)
    .map(({ candidate }) => candidate);
}

/** The Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const substituted = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
