import { API_NAMES, type ApiName } from "../apiName";
import { API_PROFILES } from "../apiProfiles";
import type { Sizes } from "../plan";
import type { Step } from "../steps";
import { DEFAULT_PARALLEL, DISTANCE, VARIANT, type VariantName } from "../variants";
import type { Figures } from "./figures";
import { distanceSeconds, minimumOf } from "./minimum";
import { ratio } from "./statistics";

/** A bound on a measured figure. */
export interface Bound {
  api: ApiName;
  label: string;
  rule: "at most" | "at least";
  limit: number;
  unit: "×" | "calls" | "bytes" | "MB" | "failures";
  /** Undefined if it was not measured. */
  measured: number | undefined;
}

export type Verdict = "met" | "NOT met" | "not measured";

/** All bounds with the measured figures. The bounds that apply to both APIs have the same label. */
export function boundsOf(figures: Figures, sizes: Sizes): Bound[] {
  return API_NAMES.flatMap((api) =>
    [
      ...membershipBounds(figures, api, sizes.memberships),
      ...(api === "rooms" ? docsBounds(figures, sizes.memberships) : []),
      ...(api === "rooms" ? nativeBounds(figures, sizes) : []),
      ...(api === "rooms" ? journalBounds(figures, sizes) : []),
      ...rosterBounds(figures, api, sizes.roster),
      ...(api === "rooms" ? distantBounds(figures, sizes) : []),
      ...(api === "rooms"
        ? limitedBounds(figures, sizes.limited)
        : publishedBounds(figures, sizes.published)),
      ...rosterMemoryBounds(figures, api, sizes.largestRoster),
      ...stateBounds(figures, api, sizes),
    ].map((bound) => ({ ...bound, api })),
  );
}

/** Whether a bound is met. */
export function verdictOf({ rule, limit, measured }: Bound): Verdict {
  if (measured === undefined) return "not measured";
  return (rule === "at most" ? measured <= limit : measured >= limit) ? "met" : "NOT met";
}

type PartialBound = Omit<Bound, "api">;

function atMost(
  limit: number,
  unit: Bound["unit"],
  label: string,
  measured: number | undefined,
): PartialBound {
  return { label, rule: "at most", limit, unit, measured };
}

/** The ratio of the times that two variants take for a step. */
function timeRatio(
  figures: Figures,
  n: number,
  step: Step,
  dividend: VariantName,
  divisor: VariantName,
): number | undefined {
  return ratio(
    figures.seconds({ variant: dividend, n, step }),
    figures.seconds({ variant: divisor, n, step }),
  );
}

/** The limit for up and destroy of single memberships, with a file or the journal. */
const MEMBERSHIPS_TO_FLOOR = 1.08;

function membershipBounds(figures: Figures, api: ApiName, n: number): PartialBound[] {
  const { variants, refreshCalls } = API_PROFILES[api];
  const { memberships: variant, floor } = variants;
  return [
    ...(["up", "destroy"] as const).map((step) =>
      atMost(
        MEMBERSHIPS_TO_FLOOR,
        "×",
        `${step} of ${n} memberships ÷ floor`,
        timeRatio(figures, n, step, variant, floor),
      ),
    ),
    atMost(
      refreshCalls(n),
      "calls",
      `calls of a refresh of ${n} memberships`,
      figures.calls({ variant, n, step: "refresh" }),
    ),
    atMost(1.2, "×", `refresh of ${n} memberships ÷ floor`, timeRatio(figures, n, "refresh", variant, floor)),
  ];
}

function nativeBounds(figures: Figures, { memberships, roster }: Sizes): PartialBound[] {
  const bytes = (variant: VariantName): number | undefined => figures.stateBytes({ variant, n: memberships });
  return [
    ...(["up", "refresh", "destroy"] as const).map((step) =>
      atMost(
        1.05,
        "×",
        `native plugin, ${step} of ${memberships} memberships ÷ dynamic provider`,
        timeRatio(figures, memberships, step, "native", "memberships"),
      ),
    ),
    atMost(
      1,
      "×",
      `native plugin, state of ${memberships} memberships ÷ dynamic provider`,
      ratio(bytes("native"), bytes("memberships")),
    ),
    atMost(
      1.3,
      "×",
      `native plugin, up of a roster of ${roster} ÷ dynamic provider`,
      timeRatio(figures, roster, "up", "nativeRoster", "roster"),
    ),
  ];
}

function journalBounds(figures: Figures, { memberships, largestJournal }: Sizes): PartialBound[] {
  const upSeconds = (n: number): number | undefined => figures.seconds({ variant: "journal", n, step: "up" });
  return [
    ...[memberships, largestJournal].flatMap((n) =>
      (["up", "destroy"] as const).map((step) =>
        atMost(
          MEMBERSHIPS_TO_FLOOR,
          "×",
          `journal, ${step} of ${n} memberships ÷ floor`,
          timeRatio(figures, n, step, "journal", "journalFloor"),
        ),
      ),
    ),
    atMost(
      2.1,
      "×",
      `journal, up of ${largestJournal} memberships ÷ up of ${memberships}`,
      ratio(upSeconds(largestJournal), upSeconds(memberships)),
    ),
  ];
}

/** How many calls a roster should make at a time. */
const ROSTER_CONCURRENCY = 32;

function distantBounds(figures: Figures, { memberships, roster: n }: Sizes): PartialBound[] {
  const away = `${DISTANCE} ms away`;
  const destroy = { variant: "rosterDistant", n, step: "destroy" } as const;
  const calling = figures.callingSeconds(destroy);
  return [
    ...distantMembershipsBounds(figures, "distant", away, memberships),
    ...distantMembershipsBounds(figures, "journalDistant", `${away}, journal`, memberships),
    // The engine waits for the journal and then for the call, so that the minimum above cannot be reached.
    atMost(
      MEMBERSHIPS_TO_FLOOR,
      "×",
      `${away}, journal, up of ${memberships} memberships ÷ floor that waits as long`,
      timeRatio(figures, memberships, "up", "journalDistant", "journalDistantFloor"),
    ),
    atMost(
      1.5,
      "×",
      `${away}, up of a roster of ${n} ÷ one resource`,
      timeRatio(figures, n, "up", "rosterDistant", "one"),
    ),
    atMost(
      1.3,
      "×",
      `${away}, calls of destroy of a roster of ${n}: time ÷ minimum`,
      // The last call ends a distance after it arrived.
      ratio(
        calling === undefined ? undefined : calling + DISTANCE / 1000,
        distanceSeconds(figures, destroy, ROSTER_CONCURRENCY),
      ),
    ),
  ];
}

/** The minimum is the time of the floor or that of the calls, whichever is longer. */
function distantMembershipsBounds(
  figures: Figures,
  variant: VariantName,
  name: string,
  n: number,
): PartialBound[] {
  const cell = { variant, n, step: "up" } as const;
  const floor = figures.seconds({ ...cell, variant: VARIANT[variant].floor });
  const calls = distanceSeconds(figures, cell, DEFAULT_PARALLEL);
  const minimum = floor === undefined || calls === undefined ? undefined : Math.max(floor, calls);
  return [
    atMost(1.15, "×", `${name}, up of ${n} memberships ÷ minimum`, ratio(figures.seconds(cell), minimum)),
  ];
}

function docsBounds(figures: Figures, n: number): PartialBound[] {
  return (["up", "destroy"] as const).map((step) => ({
    ...atMost(
      1.7,
      "×",
      `${step} of ${n} memberships: docs ÷ this package`,
      timeRatio(figures, n, step, "docs", "memberships"),
    ),
    rule: "at least",
  }));
}

function rosterBounds(figures: Figures, api: ApiName, n: number): PartialBound[] {
  const { variants, operations, pages, batches } = API_PROFILES[api];
  const { list, batch, create } = operations;
  const variant = variants.roster;
  const calls = (step: Step, ...names: string[]): number | undefined =>
    figures.calls({ variant, n, step }, ...names);
  return [
    atMost(
      1.3,
      "×",
      `up of a roster of ${n} ÷ one resource`,
      timeRatio(figures, n, "up", variant, variants.one),
    ),
    atMost(batches(n), "calls", `BatchCreate calls of up of a roster of ${n}`, calls("up", batch)),
    atMost(2 * pages(n), "calls", `List calls of up of a roster of ${n}`, calls("up", list)),
    atMost(pages(n), "calls", `calls of a refresh of a roster of ${n}`, calls("refresh")),
    atMost(1, "calls", `create calls when a roster of ${n} gets a member`, calls("add one", batch, create)),
    atMost(pages(n + 1), "calls", `List calls when a roster of ${n} gets a member`, calls("add one", list)),
  ];
}

function limitedBounds(figures: Figures, n: number): PartialBound[] {
  const variants = [
    { variant: "limited", name: "not configured", time: 1.15, calls: 1.2 },
    { variant: "configured", name: "configured", time: 1.05, calls: 1.02 },
  ] as const;
  return variants.flatMap(({ variant, name, time, calls }) =>
    withRateLimit(
      figures,
      variant,
      n,
      { time, calls },
      (step) => `${step} of ${n} at 10 calls a second, ${name}`,
    ),
  );
}

// The package uses only 90 % of the published rates, because the latency of calls varies. This alone is a factor of 1.11.
const PUBLISHED = { time: 1.15, calls: 1.02 };

function publishedBounds(figures: Figures, n: number): PartialBound[] {
  const variants = [
    { variant: "channelPublished", name: `${n} memberships` },
    { variant: "channelRosterPublished", name: `a roster of ${n}` },
  ] as const;
  return variants.flatMap(({ variant, name }) => {
    const labelOf = (step: Step): string => `${step} of ${name} at the published rates`;
    return [
      ...withRateLimit(figures, variant, n, PUBLISHED, labelOf),
      ...(["up", "destroy"] as const).map((step) =>
        atMost(0, "calls", `${labelOf(step)}: throttled calls`, figures.throttled({ variant, n, step })),
      ),
    ];
  });
}

function withRateLimit(
  figures: Figures,
  variant: VariantName,
  n: number,
  limits: { time: number; calls: number },
  labelOf: (step: Step) => string,
): PartialBound[] {
  return (["up", "destroy"] as const).flatMap((step) => {
    const cell = { variant, n, step };
    const minimum = minimumOf(figures, cell);
    return [
      atMost(0, "failures", `${labelOf(step)}: failures`, figures.failures(cell)),
      atMost(
        limits.time,
        "×",
        `${labelOf(step)}: time ÷ minimum`,
        ratio(figures.seconds(cell), minimum.seconds),
      ),
      atMost(
        limits.calls,
        "×",
        `${labelOf(step)}: calls ÷ minimum`,
        ratio(figures.calls(cell), minimum.calls),
      ),
    ];
  });
}

// The second bound is the memory of this package alone: the echo is what Pulumi's plugin host needs for the members.
function rosterMemoryBounds(figures: Figures, api: ApiName, n: number): PartialBound[] {
  const { roster: variant, echo } = API_PROFILES[api].variants;
  const peak = figures.peakMegabytes({ variant, n });
  const above = (baseline: number | undefined): number | undefined =>
    peak === undefined || baseline === undefined ? undefined : peak - baseline;
  const aboveOne = above(figures.peakMegabytes({ variant, n: 1 }));
  const aboveEcho = above(figures.peakMegabytes({ variant: echo, n }));
  return [
    atMost(40, "MB", `plugin memory, roster of ${n} − roster of 1`, aboveOne),
    atMost(15, "MB", `plugin memory, roster of ${n} − echo of the same members`, aboveEcho),
  ];
}

/**
 * The bytes of a roster member in the state without its id, which is stored twice: in the inputs and in the outputs. A
 * room user, whose id has 36 characters, takes 120 bytes.
 */
const BYTES_WITHOUT_IDS = 48;

function stateBounds(
  figures: Figures,
  api: ApiName,
  { memberships: n, roster: members }: Sizes,
): PartialBound[] {
  const { variants, memberIdLength } = API_PROFILES[api];
  const bytes = (variant: VariantName): number | undefined => figures.stateBytes({ variant, n });
  const rosterBytes = figures.stateBytes({ variant: variants.roster, n: members });
  return [
    atMost(
      1.06,
      "×",
      `state of ${n} memberships ÷ floor`,
      ratio(bytes(variants.memberships), bytes(variants.floor)),
    ),
    atMost(
      2 * memberIdLength + BYTES_WITHOUT_IDS,
      "bytes",
      `state of a roster of ${members}, per member`,
      ratio(rosterBytes, members),
    ),
  ];
}
