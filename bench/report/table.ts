/** A table in Markdown: the first column to the left, all others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? "---" : "--:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A number as a person wants to read it; a dash for what was not measured. */
export function shown(value: number | undefined, digits = 0): string {
  return value === undefined ? "–" : value.toFixed(digits);
}
