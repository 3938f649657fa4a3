import assert from "node:assert/strict";

import { FAMILIES } from "../families";
import { DEFECTS } from "../seeded/defects";
import { PackageCopy } from "../support/packageCopy";
import { runModel } from "./runModel";

/** What is drawn is the same each time, so that a commit fails for what it changes; `npm run chaos` draws anew. */
const SEED = 20261125;

const SEQUENCES: Readonly<Record<string, number>> = { rooms: 300, channels: 150 };

/** On a machine on which these do not suffice, fewer sequences are run, and that is said. */
const MOST_SECONDS = 90;

for (const [name, family] of Object.entries(FAMILIES)) {
  const wanted = SEQUENCES[name] ?? 100;
  describe(`Random programs of ${name}, acts behind Pulumi's back and faults, in Pulumi's own plugin host,`, function () {
    this.timeout((MOST_SECONDS + 330) * 1000);

    it(`break no invariant of the model in ${wanted} sequences`, async () => {
      const { sequences, failures, tally } = await runModel(family, {
        ...{ runs: wanted, seed: SEED, lanes: 10, seconds: MOST_SECONDS },
      });
      assert.deepEqual(failures, []);
      assert.ok(sequences > 0 && tally.faults.size > 0, tally.lines().join("\n"));
      if (sequences < wanted) {
        console.warn(`      ${sequences} of ${wanted}: more were not possible in ${MOST_SECONDS} s.`);
      }
    });
  });
}

describe("A sequence of the model that fails", function () {
  this.timeout(300_000);

  const defect = DEFECTS.find(({ name }) => name.includes("nobody is removed"))!;
  let copy: PackageCopy;
  before(async () => {
    copy = await PackageCopy.make();
    await copy.change(defect);
  });
  after(() => copy.remove());

  it("is shrunk, and printed with the command that replays it", async () => {
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
    assert.match(report, /which was dropped/);
    const [, seed, path] = /npm run chaos -- model --family rooms --seed (\d+) --path (\S+)/.exec(report)!;
    const replayed = await runModel(rooms, {
      runs: 1,
      lanes: 1,
      seed: Number(seed),
      path: path!,
      project: copy.project,
    });
    assert.equal(replayed.sequences, 1);
    assert.match(replayed.failures[0] ?? "", /which was dropped/);
    const mended = await runModel(rooms, { runs: 1, lanes: 1, seed: Number(seed), path: path! });
    assert.deepEqual(mended.failures, []);
  });
});
