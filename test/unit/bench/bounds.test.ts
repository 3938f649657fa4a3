import assert from "node:assert/strict";

import { boundsOf, verdictOf, type Bound } from "../../../bench/report/bounds";
import { Figures } from "../../../bench/report/figures";
import { boundsTable } from "../../../bench/report/markdown";
import type { Sample } from "../../../bench/sample";

const SIZES = { singles: 1000, roster: 1000, rosterMost: 10_000, limited: 300 };

const SAMPLE: Sample = {
  variant: "memberships",
  n: 1000,
  round: 1,
  step: "up",
  seconds: 10,
  calls: {},
  lead: null,
  tail: null,
  amiss: 0,
  failed: false,
  stateBytes: null,
  peakMegabytes: null,
};

function boundOn(claim: string, samples: Partial<Sample>[]): Bound {
  const figures = new Figures(samples.map((sample) => ({ ...SAMPLE, ...sample })));
  return boundsOf(figures, SIZES).find((bound) => bound.claim === claim)!;
}

describe("The bounds of the benchmark", () => {
  const UP = "up of 1000 memberships ÷ floor";

  it("are met up to the limit and not beyond", () => {
    const at = (seconds: number): Bound => boundOn(UP, [{ seconds }, { variant: "floor" }]);
    assert.equal(verdictOf(at(11)), "met");
    assert.equal(verdictOf(at(11.1)), "NOT met");
  });

  it("that ask for at least so much are missed by less", () => {
    const claim = "docs ÷ up of 1000 memberships";
    const at = (seconds: number): Bound => boundOn(claim, [{}, { variant: "docs", seconds }]);
    assert.equal(verdictOf(at(17)), "met");
    assert.equal(verdictOf(at(16.9)), "NOT met");
  });

  it("are not met by what was not measured, nor by a step that failed", () => {
    assert.equal(verdictOf(boundOn(UP, [{}])), "not measured");
    assert.equal(verdictOf(boundOn(UP, [{ failed: true }, { variant: "floor" }])), "not measured");
  });

  it("allow as many List calls as a walk of the room has pages", () => {
    const bound = boundOn("List calls of a refresh of 1000 memberships", [
      { step: "refresh", calls: { ListRoomMemberships: 12 } },
    ]);
    assert.equal(bound.limit, 11);
    assert.equal(verdictOf(bound), "NOT met");
  });

  it("count members that are missing, and commands that failed, as failures", () => {
    const claim = "up of 300 at 10 calls a second, told: failures";
    const told = { variant: "told", n: 300 } as const;
    assert.equal(boundOn(claim, [{ ...told, amiss: 7, failed: true }]).measured, 7);
    assert.equal(boundOn(claim, [{ ...told, failed: true }]).measured, 1);
    assert.equal(boundOn(claim, [told]).measured, 0);
  });

  it("of a quick run are said to be indicative only, and a miss stands in the table", () => {
    const bound = boundOn(UP, [{ seconds: 12 }, { variant: "floor" }]);
    assert.match(boundsTable([bound], true), /indicative only/);
    assert.match(boundsTable([bound], false), /\| at most 1\.1 × \| 1\.200 \| NOT met \|/);
  });
});
