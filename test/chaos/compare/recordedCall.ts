import type { Properties } from "../../support/host";
import { hasUnknown } from "../engine/unknown";

/** A call of a hook that the recorder has recorded. */
export interface RecordedCall {
  readonly hook: "check" | "create" | "delete" | "diff" | "read" | "update";
  /** The name of the explicit provider. Empty: the default provider. */
  readonly provider: string;
  readonly id?: string;
  readonly olds?: Properties;
  readonly news?: Properties;
}

/** The name of the resource that a call is about. */
export function subjectOf({ news, olds }: RecordedCall): string {
  return String(news?.["key"] ?? olds?.["key"]);
}

/** The calls for each resource, in order, as texts that can be compared. */
export function bySubject(calls: readonly RecordedCall[]): Map<string, string[]> {
  const all = new Map<string, RecordedCall[]>();
  for (const call of calls) all.set(subjectOf(call), [...(all.get(subjectOf(call)) ?? []), call]);
  return new Map([...all].map(([subject, subjectCalls]) => [subject, toTexts(subjectCalls)]));
}

// Sorts calls whose order is not fixed: the hypothetical diffs for several targets, and the reads of two entries of
// one resource.
function toTexts(calls: readonly RecordedCall[]): string[] {
  const hypothetical = calls.filter(isHypothetical).map(toSortedJson).sort();
  const texts = calls.map((call) => (isHypothetical(call) ? hypothetical.shift()! : toSortedJson(call)));
  const afterRefresh = calls.findIndex(({ hook }) => hook !== "read" && hook !== "diff");
  const refreshLength = afterRefresh < 0 ? calls.length : afterRefresh;
  return [...texts.slice(0, refreshLength).sort(), ...texts.slice(refreshLength)];
}

/** Whether the call is a diff with unknown inputs, which the engine uses to find dependent replacements. */
export function isHypothetical({ hook, news }: RecordedCall): boolean {
  return hook === "diff" && hasUnknown(news);
}

/** JSON with sorted property names. */
export function toSortedJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  );
}
