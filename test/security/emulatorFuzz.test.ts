import assert from "node:assert/strict";

import { fuzz } from "./fuzz/fuzz";

describe("The emulator, with random bytes, HTTP and mostly invalid calls", () => {
  it("answers each or closes the connection in time, never with a 500, and continues", async function () {
    this.timeout(120_000);
    // Another seed each time; a failure says which. `npm run fuzz` does the same for longer.
    const { inputs, answers } = await fuzz(2000, Date.now() % 2 ** 31);
    assert.equal(inputs, 2000);
    // It got through to the operations, too: not all was refused at the door.
    for (const expected of [
      "signed 200",
      "signed 400 BadRequestException",
      "http 404 UnknownOperationException",
    ]) {
      assert.ok((answers.get(expected) ?? 0) > 10, `${expected}: ${String(answers.get(expected))}`);
    }
  });
});
