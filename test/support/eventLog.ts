import { closeSync, openSync, readSync, watch, writeFileSync, type FSWatcher } from "node:fs";

import type { EngineEvent } from "@pulumi/pulumi/automation";

const CHUNK = Buffer.alloc(64 * 1024);

/** Reads the event log of a deployment while the Pulumi CLI writes it. Each line is one event. */
export class EventLog {
  private readonly descriptor: number;
  private readonly watcher: FSWatcher;
  private unread = Buffer.alloc(0);

  /**
   * @param file A path without a file.
   * @param onEvent Called with each event, in order.
   */
  public constructor(
    public readonly file: string,
    private readonly onEvent: (event: EngineEvent) => void,
  ) {
    writeFileSync(file, "");
    this.descriptor = openSync(file, "r");
    this.watcher = watch(file, () => {
      this.readNew();
    });
  }

  /** Reads the events that were written since the last read. */
  public readNew(): void {
    for (let length = this.read(); length > 0; length = this.read()) {
      const lines = Buffer.concat([this.unread, CHUNK.subarray(0, length)]);
      const end = lines.lastIndexOf("\n") + 1;
      this.unread = lines.subarray(end);
      for (const line of lines.subarray(0, end).toString().split("\n")) {
        if (line !== "") this.onEvent(JSON.parse(line) as EngineEvent);
      }
    }
  }

  public close(): void {
    this.watcher.close();
    closeSync(this.descriptor);
  }

  private read(): number {
    return readSync(this.descriptor, CHUNK);
  }
}
