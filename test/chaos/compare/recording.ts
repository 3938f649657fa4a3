import { readFileSync, statSync } from "node:fs";

import type { RecordedCall } from "./recordedCall";

/** Reads the calls that the recorder appends to a file. */
export class Recording {
  private position = 0;

  /** @param file A file that exists. */
  public constructor(public readonly file: string) {}

  /** The calls since the previous call of this method. */
  public next(): RecordedCall[] {
    const { size } = statSync(this.file);
    const text = readFileSync(this.file).subarray(this.position, size).toString();
    this.position = size;
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line, withoutProviderText) as RecordedCall);
  }
}

function withoutProviderText(key: string, value: unknown): unknown {
  return key === "__provider" ? undefined : value;
}
