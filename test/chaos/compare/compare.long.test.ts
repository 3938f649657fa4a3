import assert from "node:assert/strict";

import { compare } from "./compare";

describe("The simulated engine", function () {
  this.timeout(300_000);

  it("calls the same hooks as the real engine in 5 random programs (more with `npm run chaos -- compare`)", async () => {
    const { differences, calls } = await compare({ runs: 5, seed: 20261128 });
    assert.deepEqual(differences, []);
    assert.ok(calls > 0);
  });
});
