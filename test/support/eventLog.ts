import { closeSync, openSync, readSync, watch, writeFileSync, type FSWatcher } from "node:fs";

import type { EngineEvent } from "@pulumi/pulumi/automation";

const CHUNK = Buffer.alloc(64 * 1024);

/** The file into which the Pulumi CLI writes what happens in a deployment, one event a line, read as it grows. */
export class EventLog {
  private readonly descriptor: number;
  private readonly watcher: FSWatcher;
  private unread = Buffer.alloc(0);

  /**
   * @param file A path where there is no file yet.
   * @param onEvent Is told of each event, in their order.
   */
  public constructor(
    public readonly file: string,
    private readonly onEvent: (event: EngineEvent) => void,
  ) {
    writeFileSync(file, "");
    this.descriptor = openSync(file, "r");
    this.watcher = watch(file, () => {
      this.readOn();
    });
  }

  /** Hands on what is in the file and has not been handed on yet. */
  public readOn(): void {
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
