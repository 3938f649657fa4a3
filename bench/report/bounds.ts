import { API_NAMES, type ApiName } from "../apiName";
import { API_PROFILES } from "../apiProfiles";
import type { Sizes } from "../plan";
import type { Step } from "../steps";
import type { VariantName } from "../variants";
import type { Figures } from "./figures";
import { minimumOf } from "./minimum";
import { ratio } from "./statistics";

/** A bound on a measured figure. */
export interface Bound {
  api: ApiName;
  claim: string;
  rule: "at most" | "at least";
  limit: number;
  unit: "×" | "calls" | "bytes" | "MB" | "failures";
  /** Undefined if it was not measured. */
  measured: number | undefined;
}

export type Verdict = "met" | "NOT met" | "not measured";

/** All bounds with the measured figures. Bounds of both APIs have the same claim. */
export function boundsOf(figures: Figures, sizes: Sizes): Bound[] {
  return API_NAMES.flatMap((api) =>
    [
      ...singles(figures, api, sizes.singles),
      ...(api === "rooms" ? docs(figures, sizes.singles) : []),
      ...roster(figures, api, sizes.roster),
      ...(api === "rooms" ? limited(figures, sizes.limited) : published(figures, sizes.published)),
      ...rosterMemory(figures, api, sizes.rosterMost),
      ...state(figures, api, sizes),
    ].map((bound) => ({ ...bound, api })),
  );
}

/** Whether a bound is met. */
export function verdictOf({ rule, limit, measured }: Bound): Verdict {
  if (measured === undefined) return "not measured";
  return (rule === "at most" ? measured <= limit : measured >= limit) ? "met" : "NOT met";
}

type Claim = Omit<Bound, "api">;

function atMost(limit: number, unit: Bound["unit"], claim: string, measured: number | undefined): Claim {
  return { claim, rule: "at most", limit, unit, measured };
}

/** The ratio of the times of a step of two variants. */
function times(
  figures: Figures,
  n: number,
  step: Step,
  over: VariantName,
  under: VariantName,
): number | undefined {
  return ratio(figures.seconds({ variant: over, n, step }), figures.seconds({ variant: under, n, step }));
}

function singles(figures: Figures, api: ApiName, n: number): Claim[] {
  const { variants, refresh } = API_PROFILES[api];
  const { memberships: variant, floor } = variants;
  return [
    ...(["up", "destroy"] as const).map((step) =>
      atMost(1.1, "×", `${step} of ${n} memberships ÷ floor`, times(figures, n, step, variant, floor)),
    ),
    atMost(
      refresh.calls(n),
      "calls",
      `calls of a refresh of ${n} memberships`,
      figures.calls({ variant, n, step: "refresh" }),
    ),
    atMost(1.2, "×", `refresh of ${n} memberships ÷ floor`, times(figures, n, "refresh", variant, floor)),
  ];
}

function docs(figures: Figures, n: number): Claim[] {
  return (["up", "destroy"] as const).map((step) => ({
    ...atMost(
      1.7,
      "×",
      `${step} of ${n} memberships: docs ÷ this package`,
      times(figures, n, step, "docs", "memberships"),
    ),
    rule: "at least",
  }));
}

function roster(figures: Figures, api: ApiName, n: number): Claim[] {
  const { variants, operations, pages, batches } = API_PROFILES[api];
  const { list, batch, create } = operations;
  const variant = variants.roster;
  const calls = (step: Step, ...names: string[]): number | undefined =>
    figures.calls({ variant, n, step }, ...names);
  return [
    atMost(1.3, "×", `up of a roster of ${n} ÷ one resource`, times(figures, n, "up", variant, variants.one)),
    atMost(batches(n), "calls", `BatchCreate calls of up of a roster of ${n}`, calls("up", batch)),
    atMost(2 * pages(n), "calls", `List calls of up of a roster of ${n}`, calls("up", list)),
    atMost(pages(n), "calls", `calls of a refresh of a roster of ${n}`, calls("refresh")),
    atMost(1, "calls", `create calls when a roster of ${n} gets a member`, calls("add one", batch, create)),
    atMost(pages(n + 1), "calls", `List calls when a roster of ${n} gets a member`, calls("add one", list)),
  ];
}

function limited(figures: Figures, n: number): Claim[] {
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

/*
 * As with a configured rate, because the package knows the published rates. But it uses only 90 % of them, because the
 * latency of calls varies: so the time can be the minimum divided by 0.9, plus 5 %.
 */
const PUBLISHED = { time: 1.17, calls: 1.02 };

function published(figures: Figures, n: number): Claim[] {
  const variants = [
    { variant: "channelPublished", name: `${n} memberships` },
    { variant: "channelRosterPublished", name: `a roster of ${n}` },
  ] as const;
  return variants.flatMap(({ variant, name }) => {
    const what = (step: Step): string => `${step} of ${name} at the published rates`;
    return [
      ...withRateLimit(figures, variant, n, PUBLISHED, what),
      ...(["up", "destroy"] as const).map((step) =>
        atMost(0, "calls", `${what(step)}: throttled calls`, figures.refused({ variant, n, step })),
      ),
    ];
  });
}

function withRateLimit(
  figures: Figures,
  variant: VariantName,
  n: number,
  limits: { time: number; calls: number },
  what: (step: Step) => string,
): Claim[] {
  return (["up", "destroy"] as const).flatMap((step) => {
    const cell = { variant, n, step };
    const minimum = minimumOf(figures, cell);
    const { seconds, calls } = { seconds: figures.seconds(cell), calls: figures.calls(cell) };
    return [
      atMost(0, "failures", `${what(step)}: failures`, figures.failures(cell)),
      atMost(limits.time, "×", `${what(step)}: time ÷ minimum`, ratio(seconds, minimum.seconds)),
      atMost(limits.calls, "×", `${what(step)}: calls ÷ minimum`, ratio(calls, minimum.calls)),
    ];
  });
}

// The second is the share of the package. Pulumi's plugin host needs the rest to decode the members.
function rosterMemory(figures: Figures, api: ApiName, n: number): Claim[] {
  const { roster: variant, echo: echoed } = API_PROFILES[api].variants;
  const many = figures.peakMegabytes({ variant, n });
  const less = (other: number | undefined): number | undefined =>
    many === undefined || other === undefined ? undefined : many - other;
  const one = less(figures.peakMegabytes({ variant, n: 1 }));
  const echo = less(figures.peakMegabytes({ variant: echoed, n }));
  return [
    atMost(40, "MB", `plugin memory, roster of ${n} − roster of 1`, one),
    atMost(40, "MB", `plugin memory, roster of ${n} − echo of the same members`, echo),
  ];
}

/**
 * The bytes of a roster member in the state, in addition to its id, which is there twice: in the inputs and in the
 * outputs. With the id of a user of a room, which has 36 characters, the total is 120 bytes.
 */
const BYTES_WITHOUT_IDS = 48;

function state(figures: Figures, api: ApiName, { singles: n, roster: members }: Sizes): Claim[] {
  const { variants, memberIdLength } = API_PROFILES[api];
  const bytes = (variant: VariantName): number | undefined => figures.stateBytes({ variant, n });
  const ofRoster = figures.stateBytes({ variant: variants.roster, n: members });
  return [
    atMost(
      1.1,
      "×",
      `state of ${n} memberships ÷ floor`,
      ratio(bytes(variants.memberships), bytes(variants.floor)),
    ),
    atMost(
      2 * memberIdLength + BYTES_WITHOUT_IDS,
      "bytes",
      `state of a roster of ${members}, per member`,
      ratio(ofRoster, members),
    ),
  ];
}
