/** A Markdown table. The first column is left-aligned, all others right-aligned. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const alignment = head.map((_, index) => (index === 0 ? "---" : "--:"));
  return [head, alignment, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A number with a fixed number of digits, or a dash if it was not measured. */
export function formatNumber(value: number | undefined, digits = 0): string {
  return value === undefined ? "–" : value.toFixed(digits);
}
