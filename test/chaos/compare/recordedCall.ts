import { readFileSync, statSync } from "node:fs";

import type { Properties } from "../../support/host";
import { hasUnknown } from "../engine/unknown";

/** A call of a hook, as the recorder has written it down. */
export interface RecordedCall {
  readonly hook: "check" | "create" | "delete" | "diff" | "read" | "update";
  /** The explicit provider in whose process it was; empty for the default one. */
  readonly provider: string;
  readonly id?: string;
  readonly olds?: Properties;
  readonly news?: Properties;
}

/** Reads what a recorder writes. */
export class Recording {
  private read = 0;

  /** @param file That exists. */
  public constructor(public readonly file: string) {}

  /** The calls since the last time. */
  public next(): RecordedCall[] {
    const { size } = statSync(this.file);
    const text = readFileSync(this.file).subarray(this.read, size).toString();
    this.read = size;
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map(
        (line) =>
          JSON.parse(line, (key, value: unknown) =>
            key === "__provider" ? undefined : value,
          ) as RecordedCall,
      );
  }
}

/** The name of the thing that a call is about. */
export function subjectOf({ news, olds }: RecordedCall): string {
  return String(news?.["key"] ?? olds?.["key"]);
}

/** The calls by the thing that they are about, in their order, as texts that can be compared. */
export function bySubject(calls: readonly RecordedCall[]): Map<string, string[]> {
  const all = new Map<string, RecordedCall[]>();
  for (const call of calls) all.set(subjectOf(call), [...(all.get(subjectOf(call)) ?? []), call]);
  return new Map([...all].map(([subject, own]) => [subject, inOrder(own)]));
}

// About which of several targets is asked first, and which of two entries for one thing is read first, is up to the engine.
function inOrder(calls: readonly RecordedCall[]): string[] {
  const asked = calls.filter(isHypothetical).map(toSortedJson).sort();
  const texts = calls.map((call) => (isHypothetical(call) ? asked.shift()! : toSortedJson(call)));
  const refreshed = calls.findIndex(({ hook }) => hook !== "read" && hook !== "diff");
  const count = refreshed < 0 ? calls.length : refreshed;
  return [...texts.slice(0, count).sort(), ...texts.slice(count)];
}

/** Whether this asks what unknown arguments would make of a thing. */
export function isHypothetical({ hook, news }: RecordedCall): boolean {
  return hook === "diff" && hasUnknown(news);
}

/** JSON with the names in their order. */
export function toSortedJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  );
}
