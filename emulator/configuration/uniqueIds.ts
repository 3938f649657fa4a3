import { CheckError } from "./check";

/** @throws CheckError for the first id that occurs twice; `at` is the path of the id with that index */
export function checkUnique(ids: readonly string[], at: (index: number) => string): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id)) throw new CheckError(at(index), "an id not used before", id);
    seen.add(id);
  });
}
