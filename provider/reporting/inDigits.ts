/** A number as messages show it: `1,200`. */
export function inDigits(count: number): string {
  return count.toLocaleString("en-US");
}
