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
  it("runs the registered cleanups in reverse order, and then reaches other listeners", async () => {
    const cleanedUp: string[] = [];
    onInterrupt(() => cleanedUp.push("folder"));
    onInterrupt(() => cleanedUp.push("unregistered"))();
    onInterrupt(() => cleanedUp.push("compiler"));
    const keepRunning = (): void => undefined;
    // Other listeners in this process, such as mocha's, would end it.
    const otherListeners = process.listeners("SIGHUP").filter((listener) => listener.name !== "onSignal");
    for (const listener of otherListeners) process.off("SIGHUP", listener);
    process.on("SIGHUP", keepRunning);
    try {
      process.emit("SIGHUP", "SIGHUP");
      assert.deepEqual(cleanedUp, ["compiler", "folder"]);
      await once(process, "SIGHUP");
      assert.equal(cleanedUp.length, 2);
    } finally {
      process.off("SIGHUP", keepRunning);
      for (const listener of otherListeners) process.on("SIGHUP", listener);
    }
  });
});
