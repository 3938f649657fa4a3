import { CheckError } from "../check";

/** @throws CheckError for the second of two ids that are the same; `at` says where it stands */
export function refuseTwice(ids: readonly string[], at: (index: number) => string): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id)) throw new CheckError(at(index), "an id not used before", id);
    seen.add(id);
  });
}
