import assert from "node:assert/strict";

import { API_NAMES, type ApiName } from "../../../bench/apiName";
import { boundsOf, verdictOf, type Bound } from "../../../bench/report/bounds";
import { Figures } from "../../../bench/report/figures";
import { boundsTable } from "../../../bench/report/markdown";
import type { Sample } from "../../../bench/sample";
import { DEFAULT_PARALLEL } from "../../../bench/variants";

const SIZES = {
  memberships: 1000,
  largestJournal: 2000,
  roster: 1000,
  largestRoster: 10_000,
  limited: 300,
  published: 200,
};

const SAMPLE: Sample = {
  variant: "memberships",
  n: 1000,
  round: 1,
  step: "up",
  seconds: 10,
  calls: {},
  throttled: 0,
  lead: null,
  tail: null,
  mismatches: 0,
  failed: false,
  stateBytes: null,
  peakMegabytes: null,
  emulatorSeconds: 0,
  backendSeconds: null,
};

function boundWith(label: string, samples: Partial<Sample>[], api: ApiName = "rooms"): Bound {
  const figures = new Figures(samples.map((sample) => ({ ...SAMPLE, ...sample })));
  return boundsOf(figures, SIZES).find((bound) => bound.label === label && bound.api === api)!;
}

/** The labels of the bounds for an API. */
function labelsOf(api: ApiName): string[] {
  const bounds = boundsOf(new Figures([]), SIZES).filter((bound) => bound.api === api);
  return bounds.map(({ label }) => label);
}

describe("The bounds of the benchmark", () => {
  const UP = "up of 1000 memberships ÷ floor";

  it("are met up to the limit", () => {
    const boundAt = (seconds: number): Bound => boundWith(UP, [{ seconds }, { variant: "floor" }]);
    assert.equal(verdictOf(boundAt(10.8)), "met");
    assert.equal(verdictOf(boundAt(10.9)), "NOT met");
  });

  it("are not met below a minimum", () => {
    const label = "up of 1000 memberships: docs ÷ this package";
    const boundAt = (seconds: number): Bound => boundWith(label, [{}, { variant: "docs", seconds }]);
    assert.equal(verdictOf(boundAt(17)), "met");
    assert.equal(verdictOf(boundAt(16.9)), "NOT met");
  });

  it("count as not measured if there are no samples or a step failed", () => {
    assert.equal(verdictOf(boundWith(UP, [{}])), "not measured");
    assert.equal(verdictOf(boundWith(UP, [{ failed: true }, { variant: "floor" }])), "not measured");
  });

  it("allow one List call for each page of the members of a room", () => {
    const bound = boundWith("calls of a refresh of 1000 memberships", [
      { step: "refresh", calls: { ListRoomMemberships: 12 } },
    ]);
    assert.equal(bound.limit, 11);
    assert.equal(verdictOf(bound), "NOT met");
  });

  it("allow one List call for each page of DEFAULT members of a channel, and one for HIDDEN members", () => {
    const bound = boundWith(
      "calls of a refresh of a roster of 1000",
      [{ variant: "channelRoster", step: "refresh", calls: { ListChannelMemberships: 22 } }],
      "channels",
    );
    assert.equal(bound.limit, 21);
    assert.equal(verdictOf(bound), "NOT met");
  });

  it("allow a refresh of channel memberships the pages of the list, and 21 reads of one member", () => {
    assert.equal(boundWith("calls of a refresh of 1000 memberships", [], "channels").limit, 42);
  });

  it("compare memberships in the journal with the floor in the journal, and two sizes with each other", () => {
    const samples: Partial<Sample>[] = [
      { variant: "journal", seconds: 12 },
      { variant: "journalFloor", seconds: 10 },
      { variant: "journal", n: 2000, seconds: 30 },
      { variant: "journalFloor", n: 2000, seconds: 20 },
      { variant: "floor", seconds: 60 },
    ];
    assert.equal(boundWith("journal, up of 1000 memberships ÷ floor", samples).measured, 1.2);
    assert.equal(boundWith("journal, up of 2000 memberships ÷ floor", samples).measured, 1.5);
    assert.equal(boundWith("journal, up of 2000 memberships ÷ up of 1000", samples).measured, 2.5);
  });

  it("compare distant memberships with the floor, or with the time of their calls if that is longer", () => {
    const measured = (floorSeconds: number): number | undefined =>
      boundWith("50 ms away, up of 1000 memberships ÷ minimum", [
        { variant: "distant", seconds: 60, calls: { CreateRoomMembership: DEFAULT_PARALLEL * 1000 } },
        { variant: "floor", seconds: floorSeconds },
      ]).measured;
    assert.equal(measured(100), 0.6);
    assert.equal(measured(40), 1.2);
  });

  it("compare the time between the first and the last call of a distant roster with 32 calls at a time", () => {
    const label = "50 ms away, calls of destroy of a roster of 1000: time ÷ minimum";
    const destroy = { variant: "rosterDistant", step: "destroy", seconds: 10, lead: 3 } as const;
    const bound = boundWith(label, [{ ...destroy, tail: 5.05, calls: { DeleteRoomMembership: 640 } }]);
    // From the arrival of the first call to that of the last one, 1.95 s; the last one takes 0.05 s.
    assert.ok(Math.abs((bound.measured ?? 0) - 2) < 1e-9);
    assert.equal(verdictOf(bound), "NOT met");
    assert.equal(verdictOf(boundWith(label, [{ ...destroy, calls: {} }])), "not measured");
  });

  it("are the same for rooms and channels, except for variants that only one API has", () => {
    const [rooms, channels] = API_NAMES.map((api) =>
      labelsOf(api).filter((label) => !/docs|native|journal|away|calls a second|published rates/.test(label)),
    );
    assert.deepEqual(channels, rooms);
    assert.notEqual(rooms?.length, 0);
  });

  it("compare channel memberships with the floor of channels", () => {
    const samples: Partial<Sample>[] = [
      { variant: "channelMemberships", seconds: 30 },
      { variant: "channelFloor", seconds: 20 },
      { variant: "memberships", seconds: 12 },
      { variant: "floor", seconds: 10 },
    ];
    assert.equal(boundWith(UP, samples, "channels").measured, 1.5);
    assert.equal(boundWith(UP, samples, "rooms").measured, 1.2);
  });

  it("allow the state of a roster member two ids, plus the same number of bytes for both APIs", () => {
    const label = "state of a roster of 1000, per member";
    assert.equal(boundWith(label, []).limit, 120);
    assert.equal(boundWith(label, [], "channels").limit - 120, 2 * (128 - 36));
  });

  it("count the throttled calls of all rounds", () => {
    const label = "up of 200 memberships at the published rates: throttled calls";
    const published = { variant: "channelPublished", n: 200 } as const;
    const rounds = [{ ...published, throttled: 3 }, published, published];
    assert.equal(boundWith(label, rounds, "channels").measured, 3);
    assert.equal(verdictOf(boundWith(label, rounds, "channels")), "NOT met");
  });

  it("count missing members and failed commands as failures", () => {
    const label = "up of 300 at 10 calls a second, configured: failures";
    const configured = { variant: "configured", n: 300 } as const;
    assert.equal(boundWith(label, [{ ...configured, mismatches: 7, failed: true }]).measured, 7);
    assert.equal(boundWith(label, [{ ...configured, failed: true }]).measured, 1);
    assert.equal(boundWith(label, [configured]).measured, 0);
  });

  it("are shown with both APIs in one row", () => {
    const samples = [{ seconds: 12 }, { variant: "floor" }] as const;
    const bounds = API_NAMES.map((api) => boundWith(UP, [...samples], api));
    const [row, ...more] = boundsTable(bounds, false).split("\n").slice(4);
    assert.deepEqual(more, []);
    assert.equal(row, `| ${UP} | at most 1.08 × | 1.200 | NOT met | at most 1.08 × | – | not measured |`);
  });

  it("are shown with their verdict, and after a quick run with the note that they apply only to a full run", () => {
    const bound = boundWith(UP, [{ seconds: 12 }, { variant: "floor" }]);
    assert.match(boundsTable([bound], true), /they apply only to a full run/);
    assert.equal(boundsTable([boundWith(UP, [])], true).split("\n").length, 4);
    assert.match(boundsTable([bound], false), /\| at most 1\.08 × \| 1\.200 \| NOT met \|/);
  });
});
