import assert from "node:assert/strict";

import { fuzz } from "./fuzz/fuzz";

describe("The emulator under fuzzing with bytes, HTTP requests and calls", () => {
  it("responds to every input in time, or closes the connection, without a status of 500 or above", async function () {
    this.timeout(120_000);
    // A different seed for each run. A failure reports it. `npm run fuzz` is the long run.
    const { inputs, replies } = await fuzz(2000, Date.now() % 2 ** 31);
    assert.equal(inputs, 2000);
    // The inputs also reach the operations. Not all are rejected before.
    for (const expected of [
      "signed 200",
      "signed 400 BadRequestException",
      "http 404 UnknownOperationException",
    ]) {
      assert.ok((replies.get(expected) ?? 0) > 10, `${expected}: ${String(replies.get(expected))}`);
    }
  });
});
