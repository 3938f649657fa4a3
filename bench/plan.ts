import type { VariantName } from "./variants";

/** Variants that are compared with each other, with the same number of members. */
export interface Series {
  variants: readonly VariantName[];
  n: number;
  rounds: number;
}

/** The sizes that the bounds apply to. */
export interface Sizes {
  memberships: number;
  largestJournal: number;
  roster: number;
  largestRoster: number;
  limited: number;
  published: number;
}

/** A plan of measurements. */
export interface Plan {
  quick: boolean;
  series: readonly Series[];
  sizes: Sizes;
  coldStarts: number;
}

/** The options of the command line. */
export interface PlanOptions {
  quick: boolean;
  /** Overrides the number of rounds. */
  rounds?: number;
  only?: readonly VariantName[];
  sizes?: readonly number[];
}

const MEMBERSHIPS: readonly VariantName[] = ["memberships", "floor"];
const OTHER_WAYS: readonly VariantName[] = ["docs", "script"];
const JOURNAL: readonly VariantName[] = ["journal", "journalFloor"];
const ROSTER: readonly VariantName[] = ["roster", "nativeRoster", "one", "echo"];
const LIMITED: readonly VariantName[] = ["unlimited", "limited", "configured"];
const CHANNEL_MEMBERSHIPS: readonly VariantName[] = ["channelMemberships", "channelFloor"];
const CHANNEL_ROSTER: readonly VariantName[] = ["channelRoster", "channelOne", "channelEcho"];
// channelRoster is the unlimited counterpart of channelRosterPublished.
const PUBLISHED: readonly VariantName[] = [
  "channelUnlimited",
  "channelPublished",
  "channelRoster",
  "channelRosterPublished",
];

const FULL: Plan = {
  quick: false,
  // The bounds apply only to the larger sizes: the smaller ones, which appear in the tables and plots, have one round.
  series: [
    ...seriesOf([...MEMBERSHIPS, "docs", "script"], { 1: 1, 10: 1, 100: 1 }),
    ...seriesOf([...MEMBERSHIPS, "native", "distant"], { 1000: 2 }),
    // One round, because `docs` takes as long as three other variants, and is far from its bounds. `floor` has this size above.
    ...seriesOf(OTHER_WAYS, { 1000: 1 }),
    ...seriesOf(JOURNAL, { 10: 1, 100: 1, 2000: 2 }),
    ...seriesOf([...JOURNAL, "journalDistant", "journalDistantFloor"], { 1000: 3 }),
    ...seriesOf(ROSTER, { 1: 1, 10: 1, 100: 1, 10_000: 2 }),
    ...seriesOf([...ROSTER, "rosterDistant"], { 1000: 3 }),
    ...seriesOf(LIMITED, { 300: 2 }),
    ...seriesOf(CHANNEL_MEMBERSHIPS, { 1: 1, 10: 1, 100: 1, 1000: 2 }),
    ...seriesOf(CHANNEL_ROSTER, { 1: 1, 100: 1, 1000: 2, 10_000: 2 }),
    // One round, because 200 members take three minutes on any machine: AWS allows five deletes a second.
    ...seriesOf(PUBLISHED, { 200: 1 }),
  ],
  sizes: {
    memberships: 1000,
    largestJournal: 2000,
    roster: 1000,
    largestRoster: 10_000,
    limited: 300,
    published: 200,
  },
  coldStarts: 5,
};

// What a change of this package is most likely to affect. The rate limits take minutes whatever the size, and the other
// variants that are left out do not depend on this package.
const QUICK: Plan = {
  quick: true,
  series: [
    ...seriesOf([...MEMBERSHIPS, "native", "distant"], { 20: 1 }),
    ...seriesOf(JOURNAL, { 20: 1 }),
    ...seriesOf(["roster", "nativeRoster", "one", "rosterDistant"], { 200: 1 }),
    ...seriesOf(CHANNEL_MEMBERSHIPS, { 20: 1 }),
    ...seriesOf(["channelRoster", "channelOne"], { 200: 1 }),
  ],
  sizes: {
    memberships: 20,
    largestJournal: 40,
    roster: 200,
    largestRoster: 200,
    limited: 60,
    published: 30,
  },
  coldStarts: 1,
};

/** The variants whose plugins are started, to measure how long that takes. */
export const STARTED = ["memberships", "native"] as const satisfies readonly VariantName[];

/** Selects the series and the number of cold starts to measure. */
export function planOf({ quick, rounds, only, sizes }: PlanOptions): Plan {
  const plan = quick ? QUICK : FULL;
  const planned = plan.series.filter(({ n }) => sizes?.includes(n) ?? true);
  const series = planned.map((one) => ({
    ...one,
    rounds: rounds ?? one.rounds,
    variants: one.variants.filter((variant) => only?.includes(variant) ?? true),
  }));
  const started = only === undefined || STARTED.some((variant) => only.includes(variant));
  const coldStarts = started ? plan.coldStarts : 0;
  return { ...plan, series: series.filter(({ variants }) => variants.length > 0), coldStarts };
}

/**
 * The variants in the order of a round. Each round starts with a different one, so that none is always first or last.
 */
export function orderOf<T>(variants: readonly T[], round: number): T[] {
  const first = (round - 1) % variants.length;
  return [...variants.slice(first), ...variants.slice(0, first)];
}

function seriesOf(variants: readonly VariantName[], roundsBySize: Record<number, number>): Series[] {
  return Object.entries(roundsBySize).map(([n, rounds]) => ({ variants, n: Number(n), rounds }));
}
