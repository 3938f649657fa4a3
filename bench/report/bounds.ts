import { FAMILIES, FAMILY, type FamilyName } from "../families";
import type { Sizes } from "../plan";
import type { Step } from "../steps";
import type { VariantName } from "../variants";
import type { Figures } from "./figures";
import { leastOf } from "./leastTime";
import { ratio } from "./statistics";

/** Something that is to be kept. */
export interface Bound {
  family: FamilyName;
  claim: string;
  rule: "at most" | "at least";
  limit: number;
  unit: "×" | "calls" | "bytes" | "MB" | "failures";
  /** Undefined where it was not measured. */
  measured: number | undefined;
}

export type Verdict = "met" | "NOT met" | "not measured";

/** All bounds, with what was measured. What is measured of both families is claimed of both in the same words. */
export function boundsOf(figures: Figures, sizes: Sizes): Bound[] {
  return FAMILIES.flatMap((family) =>
    [
      ...singles(figures, family, sizes.singles),
      ...(family === "rooms" ? docs(figures, sizes.singles) : []),
      ...roster(figures, family, sizes.roster),
      ...(family === "rooms" ? limited(figures, sizes.limited) : published(figures, sizes.published)),
      ...rosterMemory(figures, family, sizes.rosterMost),
      ...state(figures, family, sizes),
    ].map((bound) => ({ ...bound, family })),
  );
}

/** Whether a bound is kept. */
export function verdictOf({ rule, limit, measured }: Bound): Verdict {
  if (measured === undefined) return "not measured";
  return (rule === "at most" ? measured <= limit : measured >= limit) ? "met" : "NOT met";
}

type Claim = Omit<Bound, "family">;

function atMost(limit: number, unit: Bound["unit"], claim: string, measured: number | undefined): Claim {
  return { claim, rule: "at most", limit, unit, measured };
}

/** How many times as long a step of the one takes as that of the other. */
function times(
  figures: Figures,
  n: number,
  step: Step,
  over: VariantName,
  under: VariantName,
): number | undefined {
  return ratio(figures.seconds({ variant: over, n, step }), figures.seconds({ variant: under, n, step }));
}

function singles(figures: Figures, family: FamilyName, n: number): Claim[] {
  const { variants, refresh } = FAMILY[family];
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
    ...atMost(1.7, "×", `docs ÷ ${step} of ${n} memberships`, times(figures, n, step, "docs", "memberships")),
    rule: "at least",
  }));
}

function roster(figures: Figures, family: FamilyName, n: number): Claim[] {
  const { variants, operations, pages, batches } = FAMILY[family];
  const { list, batch, create } = operations;
  const variant = variants.roster;
  const calls = (step: Step, ...names: string[]): number | undefined =>
    figures.calls({ variant, n, step }, ...names);
  return [
    atMost(1.3, "×", `up of a roster of ${n} ÷ one resource`, times(figures, n, "up", variant, variants.one)),
    atMost(batches(n), "calls", `BatchCreate calls of up of a roster of ${n}`, calls("up", batch)),
    atMost(2 * pages(n), "calls", `List calls of up of a roster of ${n}`, calls("up", list)),
    atMost(pages(n), "calls", `calls of a refresh of a roster of ${n}`, calls("refresh")),
    atMost(1, "calls", `creates when 1 joins a roster of ${n}`, calls("add one", batch, create)),
    atMost(pages(n + 1), "calls", `List calls when 1 joins a roster of ${n}`, calls("add one", list)),
  ];
}

function limited(figures: Figures, n: number): Claim[] {
  const variants = [
    { variant: "limited", name: "not told", time: 1.15, calls: 1.2 },
    { variant: "told", name: "told", time: 1.05, calls: 1.02 },
  ] as const;
  return variants.flatMap(({ variant, name, time, calls }) =>
    paced(figures, variant, n, { time, calls }, (step) => `${step} of ${n} at 10 calls a second, ${name}`),
  );
}

/*
 * As of a service whose rate the stack is told, for the package knows the published rates. Only that it keeps to nine tenths
 * of them on purpose, because calls that leave at a rate do not all take the same time to arrive: so the time may be that of
 * the least divided by 0.9, and 5 % more as there.
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
      ...paced(figures, variant, n, PUBLISHED, what),
      ...(["up", "destroy"] as const).map((step) =>
        atMost(0, "calls", `${what(step)}: calls refused`, figures.refused({ variant, n, step })),
      ),
    ];
  });
}

function paced(
  figures: Figures,
  variant: VariantName,
  n: number,
  limits: { time: number; calls: number },
  what: (step: Step) => string,
): Claim[] {
  return (["up", "destroy"] as const).flatMap((step) => {
    const cell = { variant, n, step };
    const least = leastOf(figures, cell);
    const { seconds, calls } = { seconds: figures.seconds(cell), calls: figures.calls(cell) };
    return [
      atMost(0, "failures", `${what(step)}: failures`, figures.failures(cell)),
      atMost(limits.time, "×", `${what(step)}: time ÷ least`, ratio(seconds, least.seconds)),
      atMost(limits.calls, "×", `${what(step)}: calls ÷ least`, ratio(calls, least.calls)),
    ];
  });
}

// The second shows the package's share of the first: the rest is what Pulumi's host takes to decode the members.
function rosterMemory(figures: Figures, family: FamilyName, n: number): Claim[] {
  const { roster: variant, echo: echoed } = FAMILY[family].variants;
  const many = figures.peakMegabytes({ variant, n });
  const less = (other: number | undefined): number | undefined =>
    many === undefined || other === undefined ? undefined : many - other;
  const one = less(figures.peakMegabytes({ variant, n: 1 }));
  const echo = less(figures.peakMegabytes({ variant: echoed, n }));
  return [
    atMost(40, "MB", `plugin memory, roster of ${n} − roster of 1`, one),
    atMost(40, "MB", `plugin memory, roster of ${n} − hooks that echo the same members`, echo),
  ];
}

/**
 * What a member of a roster may take in the state beside its id, which the engine keeps twice: with the inputs and with the
 * outputs. With the id of a user of a room, of 36 characters, that is 120 bytes. The ARN of a member of a channel is some
 * three times as long.
 */
const BYTES_BESIDE_IDS = 48;

function state(figures: Figures, family: FamilyName, { singles: n, roster: members }: Sizes): Claim[] {
  const { variants, memberIdLength } = FAMILY[family];
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
      2 * memberIdLength + BYTES_BESIDE_IDS,
      "bytes",
      `state of a roster of ${members}, a member`,
      ratio(ofRoster, members),
    ),
  ];
}
