/** The steps of a trial, in order. */
export const STEPS = ["up", "no-change up", "refresh", "add one", "destroy"] as const;
export type Step = (typeof STEPS)[number];
