import assert from "node:assert/strict";

import { Messages } from "../../../provider/cli/output";
import { ReadingProgress } from "../../../provider/cli/import/readingProgress";

/** A stream that keeps what is written to it. */
class Recorder {
  public text = "";
  public constructor(
    public readonly isTTY: boolean,
    public readonly columns?: number,
  ) {}

  public write(text: string): void {
    this.text += text;
  }

  /** The lines that a terminal would show, and all that it has shown in the last one. */
  public get screen(): string[] {
    const lines = this.text.split("\n");
    return lines.map((line) => {
      let shown = "";
      for (const part of line.split("\r")) shown = part + shown.slice(part.length);
      return shown.trimEnd();
    });
  }
}

describe("The messages of the command", () => {
  it("rewrite one line on a terminal", () => {
    const terminal = new Recorder(true, 40);
    const messages = new Messages(terminal);
    messages.status("a long status of many words");
    messages.status("a short one");
    assert.deepEqual(terminal.screen, ["a short one"]);
    messages.status("");
    assert.deepEqual(terminal.screen, [""]);
  });

  it("keep the status below a message on a terminal", () => {
    const terminal = new Recorder(true, 40);
    const messages = new Messages(terminal);
    messages.status("the status, which is longer");
    messages.info("a message");
    assert.deepEqual(terminal.screen, ["a message", "the status, which is longer"]);
    messages.status("");
    messages.info("another");
    assert.deepEqual(terminal.screen, ["a message", "another", ""]);
  });

  it("keep the status within the width of the terminal", () => {
    const terminal = new Recorder(true, 10);
    new Messages(terminal).status("0123456789abcdef");
    assert.deepEqual(terminal.screen, ["012345678"]);
  });

  it("are plain lines elsewhere, without control characters", () => {
    const log = new Recorder(false);
    const messages = new Messages(log);
    messages.status("a status");
    messages.info("a message");
    messages.status("");
    assert.equal(log.text, "a status\na message\n");
  });
});

describe("The progress of reading", () => {
  function textAfter(stream: Recorder, count: number): string {
    const progress = new ReadingProgress(new Messages(stream));
    const show = progress.start((read) => `${read} read`);
    for (let read = 1; read <= count; read += 1) show(read);
    progress.end();
    return stream.text;
  }

  it("is silent for a small room", () => {
    assert.equal(textAfter(new Recorder(true), 149), "");
    assert.equal(textAfter(new Recorder(false), 499), "");
  });

  it("rewrites one line on a terminal, and removes it at the end", () => {
    const terminal = new Recorder(true);
    assert.match(textAfter(terminal, 1_000), /^150 read[^]*\r200 read[^]*\r1000 read/);
    assert.deepEqual(terminal.screen, [""]);
  });

  it("takes few lines elsewhere, even for the largest channel", () => {
    const lines = textAfter(new Recorder(false), 10_000);
    assert.equal(lines, "500 read\n1000 read\n2000 read\n4000 read\n8000 read\n");
  });

  it("does not repeat a count that jumps over several steps", () => {
    const log = new Recorder(false);
    const show = new ReadingProgress(new Messages(log)).start((read) => `${read} read`);
    for (const count of [5_000, 5_001, 7_999, 8_000]) show(count);
    assert.equal(log.text, "5000 read\n8000 read\n");
  });
});
