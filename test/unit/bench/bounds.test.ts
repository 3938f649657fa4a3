import assert from "node:assert/strict";

import { API_NAMES, type ApiName } from "../../../bench/apiName";
import { boundsOf, verdictOf, type Bound } from "../../../bench/report/bounds";
import { Figures } from "../../../bench/report/figures";
import { boundsTable } from "../../../bench/report/markdown";
import type { Sample } from "../../../bench/sample";

const SIZES = { singles: 1000, roster: 1000, rosterMost: 10_000, limited: 300, published: 200 };

const SAMPLE: Sample = {
  variant: "memberships",
  n: 1000,
  round: 1,
  step: "up",
  seconds: 10,
  calls: {},
  refused: 0,
  lead: null,
  tail: null,
  mismatches: 0,
  failed: false,
  stateBytes: null,
  peakMegabytes: null,
};

function boundOn(claim: string, samples: Partial<Sample>[], api: ApiName = "rooms"): Bound {
  const figures = new Figures(samples.map((sample) => ({ ...SAMPLE, ...sample })));
  return boundsOf(figures, SIZES).find((bound) => bound.claim === claim && bound.api === api)!;
}

/** The claims for an API, without samples. */
function claimsOf(api: ApiName): string[] {
  const bounds = boundsOf(new Figures([]), SIZES).filter((bound) => bound.api === api);
  return bounds.map(({ claim }) => claim);
}

describe("The bounds of the benchmark", () => {
  const UP = "up of 1000 memberships ÷ floor";

  it("are met up to the limit", () => {
    const at = (seconds: number): Bound => boundOn(UP, [{ seconds }, { variant: "floor" }]);
    assert.equal(verdictOf(at(11)), "met");
    assert.equal(verdictOf(at(11.1)), "NOT met");
  });

  it("that are a minimum are not met by less", () => {
    const claim = "up of 1000 memberships: docs ÷ this package";
    const at = (seconds: number): Bound => boundOn(claim, [{}, { variant: "docs", seconds }]);
    assert.equal(verdictOf(at(17)), "met");
    assert.equal(verdictOf(at(16.9)), "NOT met");
  });

  it("are not measured without samples, and if a step failed", () => {
    assert.equal(verdictOf(boundOn(UP, [{}])), "not measured");
    assert.equal(verdictOf(boundOn(UP, [{ failed: true }, { variant: "floor" }])), "not measured");
  });

  it("allow a List call for each page of a room", () => {
    const bound = boundOn("calls of a refresh of 1000 memberships", [
      { step: "refresh", calls: { ListRoomMemberships: 12 } },
    ]);
    assert.equal(bound.limit, 11);
    assert.equal(verdictOf(bound), "NOT met");
  });

  it("allow a roster of a channel a List call for each page of DEFAULT members, and one for HIDDEN members", () => {
    const bound = boundOn(
      "calls of a refresh of a roster of 1000",
      [{ variant: "channelRoster", step: "refresh", calls: { ListChannelMemberships: 22 } }],
      "channels",
    );
    assert.equal(bound.limit, 21);
    assert.equal(verdictOf(bound), "NOT met");
  });

  it("are the same for rooms and channels, except for variants that only one of them has", () => {
    const [rooms, channels] = API_NAMES.map((api) =>
      claimsOf(api).filter((claim) => !/docs|calls a second|published rates/.test(claim)),
    );
    assert.deepEqual(channels, rooms);
    assert.notEqual(rooms?.length, 0);
  });

  it("compare channels with their own floor", () => {
    const samples: Partial<Sample>[] = [
      { variant: "channelMemberships", seconds: 30 },
      { variant: "channelFloor", seconds: 20 },
      { variant: "memberships", seconds: 12 },
      { variant: "floor", seconds: 10 },
    ];
    assert.equal(boundOn(UP, samples, "channels").measured, 1.5);
    assert.equal(boundOn(UP, samples, "rooms").measured, 1.2);
  });

  it("allow a roster member twice its id, and the same number of other bytes for both APIs", () => {
    const claim = "state of a roster of 1000, per member";
    assert.equal(boundOn(claim, []).limit, 120);
    assert.equal(boundOn(claim, [], "channels").limit - 120, 2 * (128 - 36));
  });

  it("count the throttled calls of all rounds", () => {
    const claim = "up of 200 memberships at the published rates: throttled calls";
    const published = { variant: "channelPublished", n: 200 } as const;
    const rounds = [{ ...published, refused: 3 }, published, published];
    assert.equal(boundOn(claim, rounds, "channels").measured, 3);
    assert.equal(verdictOf(boundOn(claim, rounds, "channels")), "NOT met");
  });

  it("count missing members and failed commands as failures", () => {
    const claim = "up of 300 at 10 calls a second, configured: failures";
    const configured = { variant: "configured", n: 300 } as const;
    assert.equal(boundOn(claim, [{ ...configured, mismatches: 7, failed: true }]).measured, 7);
    assert.equal(boundOn(claim, [{ ...configured, failed: true }]).measured, 1);
    assert.equal(boundOn(claim, [configured]).measured, 0);
  });

  it("of both APIs are in one row", () => {
    const samples = [{ seconds: 12 }, { variant: "floor" }] as const;
    const bounds = API_NAMES.map((api) => boundOn(UP, [...samples], api));
    const [row, ...more] = boundsTable(bounds, false).split("\n").slice(4);
    assert.deepEqual(more, []);
    assert.equal(row, `| ${UP} | at most 1.1 × | 1.200 | NOT met | at most 1.1 × | – | not measured |`);
  });

  it("of a quick run are marked as indicative, and the table shows a bound that is not met", () => {
    const bound = boundOn(UP, [{ seconds: 12 }, { variant: "floor" }]);
    assert.match(boundsTable([bound], true), /indicative only/);
    assert.match(boundsTable([bound], false), /\| at most 1\.1 × \| 1\.200 \| NOT met \|/);
  });
});
