import type { Entry } from "../engine/stackState";
import { toSortedJson, type RecordedCall } from "./recordedCall";

/** What came of a command. */
export interface CommandResult {
  readonly calls: readonly RecordedCall[];
  /** The state afterwards: a text for each entry, in no order. */
  readonly entries: readonly string[];
  /** What failed; empty where nothing did. */
  readonly errors: readonly string[];
}

/** An entry of the state of which both ways of running a program say the same. */
export interface ComparableEntry extends Pick<
  Entry,
  "delete" | "id" | "inputs" | "name" | "outputs" | "pendingReplacement"
> {
  readonly provider: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly hasInitErrors: boolean;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
}

/** The texts of entries, in their alphabetical order. */
export function toTexts(entries: readonly ComparableEntry[]): string[] {
  return entries
    .map((entry) =>
      toSortedJson({
        ...entry,
        dependencies: [...entry.dependencies].sort(),
        propertyDependencies: Object.fromEntries(
          Object.entries(entry.propertyDependencies).filter(([, names]) => names.length > 0),
        ),
      }),
    )
    .sort();
}
