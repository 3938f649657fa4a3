import assert from "node:assert/strict";

import { FAMILIES } from "../families";
import { DEFECTS } from "../seeded/defects";
import { PackageCopy } from "../support/packageCopy";
import { runModel } from "./runModel";

/** A constant seed, so that a test fails only because of the commit. `npm run chaos` uses a random seed. */
const SEED = 20261125;

const SEQUENCES: Readonly<Record<string, number>> = { rooms: 300, channels: 150 };

/** A slow machine runs fewer sequences in this time, and the test prints how many. */
const MAX_SECONDS = 90;

for (const [name, family] of Object.entries(FAMILIES)) {
  const runs = SEQUENCES[name] ?? 100;
  describe(`The plugin in Pulumi's host, under random programs of ${name}, manual changes and faults,`, function () {
    this.timeout((MAX_SECONDS + 330) * 1000);

    it(`violates no invariant in ${runs} sequences`, async () => {
      const { sequences, failures, tally } = await runModel(family, {
        ...{ runs, seed: SEED, lanes: 10, seconds: MAX_SECONDS },
      });
      assert.deepEqual(failures, []);
      assert.ok(sequences > 0 && tally.faults.size > 0, tally.lines().join("\n"));
      if (sequences < runs) {
        console.warn(`      Ran only ${sequences} of ${runs} sequences in ${MAX_SECONDS} s.`);
      }
    });
  });
}

describe("A sequence that violates an invariant", function () {
  this.timeout(300_000);

  const defect = DEFECTS.find(({ name }) => name === "a removal reports success and does nothing")!;
  let copy: PackageCopy;
  before(async () => {
    copy = await PackageCopy.make();
    await copy.change(defect);
  });
  after(() => copy.remove());

  it("is shrunk, and reported with the command that replays it", async () => {
    const rooms = FAMILIES["rooms"]!;
    const { failures } = await runModel(rooms, {
      runs: 100,
      seed: SEED,
      lanes: 1,
      seconds: 60,
      project: copy.project,
    });
    assert.equal(failures.length, 1);
    const [report = ""] = failures;
    assert.match(report, /\(shrunk [1-9]\d* times\)/);
    assert.match(report, /was dropped but still exists/);
    const [, seed, path] = /npm run chaos -- model --family rooms --seed (\d+) --path (\S+)/.exec(report)!;
    const replay = { runs: 1, lanes: 1, seed: Number(seed), path: path! };
    const replayed = await runModel(rooms, { ...replay, project: copy.project });
    assert.equal(replayed.sequences, 1);
    assert.match(replayed.failures[0] ?? "", /was dropped but still exists/);
    const withoutDefect = await runModel(rooms, replay);
    assert.deepEqual(withoutDefect.failures, []);
  });
});
