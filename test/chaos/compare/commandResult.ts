import type { Entry } from "../engine/stackState";
import { subjectOf, toSortedJson, type RecordedCall } from "./recordedCall";
import { belongsTo } from "./stackCommand";

/** The result of a command. */
export interface CommandResult {
  readonly calls: readonly RecordedCall[];
  /** The state afterwards: the entries as texts, see {@link toTexts}. */
  readonly entries: readonly string[];
  /** The errors. Empty if the command succeeded. */
  readonly errors: readonly string[];
}

/** The parts of a state entry that are compared. */
export interface ComparableEntry extends Pick<
  Entry,
  "delete" | "id" | "inputs" | "name" | "outputs" | "pendingReplacement"
> {
  /** The name of an explicit provider. Empty: the default provider. */
  readonly provider: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly hasInitErrors: boolean;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
}

/** The entries as sorted texts that can be compared. */
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

/** The part of a result that concerns one program of the stack. */
export function resultForProgram({ calls, entries, errors }: CommandResult, index: number): CommandResult {
  return {
    calls: calls.filter((call) => belongsTo(subjectOf(call), index)),
    entries: entries.filter((text) => belongsTo((JSON.parse(text) as Entry).name, index)),
    errors,
  };
}
