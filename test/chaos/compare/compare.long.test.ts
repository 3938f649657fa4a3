import assert from "node:assert/strict";

import { compare } from "./compare";

describe("The stand-in of the model, beside Pulumi's engine,", function () {
  this.timeout(300_000);

  it("calls hooks as the engine does, in 5 random programs; `npm run chaos -- compare` has more", async () => {
    const { differences, calls } = await compare({ runs: 5, seed: 20261128 });
    assert.deepEqual(differences, []);
    assert.ok(calls > 0);
  });
});
