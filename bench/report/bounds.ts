import type { Sizes } from "../plan";
import type { Step } from "../steps";
import type { VariantName } from "../variants";
import type { Figures } from "./figures";
import { leastOf } from "./leastTime";
import { ratio } from "./statistics";

/** Something that is to be kept. */
export interface Bound {
  claim: string;
  rule: "at most" | "at least";
  limit: number;
  unit: "×" | "calls" | "bytes" | "MB" | "failures";
  /** Undefined where it was not measured. */
  measured: number | undefined;
}

export type Verdict = "met" | "NOT met" | "not measured";

/** All bounds, with what was measured. */
export function boundsOf(figures: Figures, sizes: Sizes): Bound[] {
  return [
    ...singles(figures, sizes.singles),
    ...roster(figures, sizes.roster),
    ...limited(figures, sizes.limited),
    ...rosterMemory(figures, sizes.rosterMost),
    ...state(figures, sizes),
  ];
}

/** Whether a bound is kept. */
export function verdictOf({ rule, limit, measured }: Bound): Verdict {
  if (measured === undefined) return "not measured";
  return (rule === "at most" ? measured <= limit : measured >= limit) ? "met" : "NOT met";
}

const LIST = "ListRoomMemberships";
const BATCH = "BatchCreateRoomMembership";
const CREATE = "CreateRoomMembership";

// What one call can list and what one batch can hold at most.
const pages = (members: number): number => Math.ceil(members / 99);
const batches = (members: number): number => Math.ceil(members / 50);

function atMost(limit: number, unit: Bound["unit"], claim: string, measured: number | undefined): Bound {
  return { claim, rule: "at most", limit, unit, measured };
}

function singles(figures: Figures, n: number): Bound[] {
  const seconds = (variant: VariantName, step: Step): number | undefined =>
    figures.seconds({ variant, n, step });
  const times = (step: Step, over: VariantName, under: VariantName): number | undefined =>
    ratio(seconds(over, step), seconds(under, step));
  return [
    ...(["up", "destroy"] as const).flatMap((step): Bound[] => [
      atMost(1.1, "×", `${step} of ${n} memberships ÷ floor`, times(step, "memberships", "floor")),
      {
        ...atMost(1.7, "×", `docs ÷ ${step} of ${n} memberships`, times(step, "docs", "memberships")),
        rule: "at least",
      },
    ]),
    atMost(
      pages(n),
      "calls",
      `List calls of a refresh of ${n} memberships`,
      figures.calls({ variant: "memberships", n, step: "refresh" }, LIST),
    ),
    atMost(1.2, "×", `refresh of ${n} memberships ÷ floor`, times("refresh", "memberships", "floor")),
  ];
}

function roster(figures: Figures, n: number): Bound[] {
  const up = { variant: "roster", n, step: "up" } as const;
  const add = { ...up, step: "add one" } as const;
  const one = figures.seconds({ ...up, variant: "one" });
  return [
    atMost(1.3, "×", `up of a roster of ${n} ÷ one resource`, ratio(figures.seconds(up), one)),
    atMost(batches(n), "calls", `BatchCreate calls of up of a roster of ${n}`, figures.calls(up, BATCH)),
    atMost(2 * pages(n), "calls", `List calls of up of a roster of ${n}`, figures.calls(up, LIST)),
    atMost(1, "calls", `creates when 1 joins a roster of ${n}`, figures.calls(add, BATCH, CREATE)),
    atMost(pages(n + 1), "calls", `List calls when 1 joins a roster of ${n}`, figures.calls(add, LIST)),
  ];
}

function limited(figures: Figures, n: number): Bound[] {
  const variants = [
    { variant: "limited", name: "not told", time: 1.15, calls: 1.2 },
    { variant: "told", name: "told", time: 1.05, calls: 1.02 },
  ] as const;
  return variants.flatMap(({ variant, name, time, calls }) =>
    (["up", "destroy"] as const).flatMap((step): Bound[] => {
      const cell = { variant, n, step } as const;
      const least = leastOf(figures, n, step);
      const what = `${step} of ${n} at 10 calls a second, ${name}`;
      return [
        atMost(0, "failures", `${what}: failures`, figures.failures(cell)),
        atMost(time, "×", `${what}: time ÷ least`, ratio(figures.seconds(cell), least.seconds)),
        atMost(calls, "×", `${what}: calls ÷ least`, ratio(figures.calls(cell), least.calls)),
      ];
    }),
  );
}

// The second shows the package's share of the first: the rest is what Pulumi's host takes to decode the members.
function rosterMemory(figures: Figures, n: number): Bound[] {
  const many = figures.peakMegabytes({ variant: "roster", n });
  const less = (other: number | undefined): number | undefined =>
    many === undefined || other === undefined ? undefined : many - other;
  const one = less(figures.peakMegabytes({ variant: "roster", n: 1 }));
  const echo = less(figures.peakMegabytes({ variant: "echo", n }));
  return [
    atMost(40, "MB", `plugin memory, roster of ${n} − roster of 1`, one),
    atMost(40, "MB", `plugin memory, roster of ${n} − hooks that echo the same members`, echo),
  ];
}

function state(figures: Figures, { singles: n, roster: members }: Sizes): Bound[] {
  const bytes = (variant: VariantName): number | undefined => figures.stateBytes({ variant, n });
  const ofRoster = figures.stateBytes({ variant: "roster", n: members });
  return [
    atMost(1.1, "×", `state of ${n} memberships ÷ floor`, ratio(bytes("memberships"), bytes("floor"))),
    atMost(120, "bytes", `state of a roster of ${members}, a member`, ratio(ofRoster, members)),
  ];
}
