import assert from "node:assert/strict";

import { FAMILIES } from "../families";
import { runModel } from "./runModel";

/** The same programs each time, so that a commit fails for what it changes. */
const SEED = 20261126;

const SEQUENCES = 15;

for (const [name, family] of Object.entries(FAMILIES)) {
  describe(`A few random programs of ${name}, with faults and changes made outside Pulumi,`, function () {
    this.timeout(120_000);

    it(`break no invariant of the model in ${SEQUENCES} sequences; model.long.test.ts has more`, async () => {
      const { sequences, failures } = await runModel(family, {
        ...{ runs: SEQUENCES, seed: SEED, lanes: 1, seconds: 60 },
      });
      assert.deepEqual(failures, []);
      assert.ok(sequences > 0);
    });
  });
}
