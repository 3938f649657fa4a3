import assert from "node:assert/strict";
import { once } from "node:events";
import { duration } from "../../../../tools/pulumi/heartbeat";
import { onInterrupt } from "../../../../tools/pulumi/interrupt";

describe("A duration", () => {
  it("is shown in minutes and seconds", () => {
    assert.deepEqual([0, 45_400, 120_000, 150_000].map(duration), ["0 s", "45 s", "2 min", "2 min 30 s"]);
  });
});

describe("An interrupt", () => {
  it("cleans up in reverse order, skips what is done, and then reaches other listeners", async () => {
    const undone: string[] = [];
    onInterrupt(() => undone.push("folder"));
    onInterrupt(() => undone.push("over"))();
    onInterrupt(() => undone.push("compiler"));
    const keepRunning = (): void => undefined;
    // Whoever else in this process listens for it would end the process.
    const others = process.listeners("SIGHUP").filter((listener) => listener.name !== "interrupted");
    for (const listener of others) process.off("SIGHUP", listener);
    process.on("SIGHUP", keepRunning);
    try {
      process.emit("SIGHUP", "SIGHUP");
      assert.deepEqual(undone, ["compiler", "folder"]);
      await once(process, "SIGHUP");
      assert.equal(undone.length, 2);
    } finally {
      process.off("SIGHUP", keepRunning);
      for (const listener of others) process.on("SIGHUP", listener);
    }
  });
});
