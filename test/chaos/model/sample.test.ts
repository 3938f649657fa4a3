import assert from "node:assert/strict";

import { FAMILIES } from "../families";
import { runModel } from "./runModel";

/** A constant seed, so that a test fails only because of the commit. */
const SEED = 20261126;

const SEQUENCES = 15;

for (const [name, family] of Object.entries(FAMILIES)) {
  describe(`The plugin, under random programs of ${name}, manual changes and faults,`, function () {
    this.timeout(120_000);

    it(`violates no invariant in ${SEQUENCES} sequences (more in model.long.test.ts)`, async () => {
      const { sequences, failures } = await runModel(family, {
        ...{ runs: SEQUENCES, seed: SEED, lanes: 1, seconds: 60 },
      });
      assert.deepEqual(failures, []);
      assert.ok(sequences > 0);
    });
  });
}
