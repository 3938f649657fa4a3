import type { TopLevelSpec } from "vega-lite" with { "resolution-mode": "import" };

import type { FamilyName } from "../families";
import type { Sample } from "../sample";
import { VARIANT, VARIANTS, type VariantName } from "../variants";
import { Figures } from "./figures";

/** A figure that grows with the size of the team. */
export interface Plot {
  file: string;
  family: FamilyName;
  title: string;
  unit: string;
  of: (figures: Figures, variant: VariantName, n: number) => number | undefined;
}

/** What is drawn. */
export const PLOTS: readonly Plot[] = [
  {
    file: "up.svg",
    family: "rooms",
    title: "Wall time of pulumi up",
    unit: "seconds",
    of: secondsOfUp,
  },
  {
    file: "refresh-calls.svg",
    family: "rooms",
    title: "API calls of pulumi refresh",
    unit: "calls",
    of: (figures, variant, n) => figures.calls({ variant, n, step: "refresh" }),
  },
  {
    file: "state.svg",
    family: "rooms",
    title: "State on disk after pulumi up",
    unit: "bytes",
    of: (figures, variant, n) => figures.stateBytes({ variant, n }),
  },
  {
    file: "up-channels.svg",
    family: "channels",
    title: "Wall time of pulumi up, of channels",
    unit: "seconds",
    of: secondsOfUp,
  },
];

function secondsOfUp(figures: Figures, variant: VariantName, n: number): number | undefined {
  return figures.seconds({ variant, n, step: "up" });
}

/** Draws a plot as SVG. */
export async function svgOf(plot: Plot, samples: readonly Sample[]): Promise<string> {
  // Both are ES modules, which CommonJS can only import like this.
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec } = compile(specificationOf(plot, pointsOf(plot, samples)));
  return new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
}

interface Point {
  variant: VariantName;
  n: number;
  value: number;
}

// Those of the service with a limit, and what they are compared with, have one size only.
function growingOf(family: FamilyName): VariantName[] {
  return VARIANTS.filter((name) => {
    const { family: own, limit, parallel } = VARIANT[name];
    return own === family && limit === undefined && parallel === undefined;
  });
}

function pointsOf(plot: Plot, samples: readonly Sample[]): Point[] {
  const figures = new Figures(samples);
  const points = growingOf(plot.family).flatMap((variant) =>
    figures.sizes(variant).map((n) => ({ variant, n, value: plot.of(figures, variant, n) ?? 0 })),
  );
  // A logarithmic axis has no place for nothing.
  return points.filter(({ value }) => value > 0);
}

function specificationOf({ family, title, unit }: Plot, points: Point[]): TopLevelSpec {
  const growing = growingOf(family);
  const axis = { type: "quantitative", scale: { type: "log" } } as const;
  const drawn = growing.filter((name) => points.some(({ variant }) => variant === name));
  // The same colour in every plot of a family, whichever variants are in it.
  const variant = { field: "variant", type: "nominal", scale: { domain: growing } } as const;
  const legend = { values: drawn, title: "variant" };
  return {
    title: `${title}, by size of the team`,
    // Said, because the page around it may be dark.
    background: "white",
    padding: 16,
    width: 560,
    height: 360,
    data: { values: points },
    mark: { type: "line", point: { size: 50 }, strokeWidth: 2 },
    encoding: {
      x: { field: "n", ...axis, title: "members (logarithmic)" },
      y: { field: "value", ...axis, title: `${unit} (logarithmic)` },
      color: { ...variant, legend },
      shape: { ...variant, legend },
      // Lines that lie on each other can be told apart.
      strokeDash: { ...variant, legend: null },
    },
    config: { font: "sans-serif", axis: { labelFontSize: 12, titleFontSize: 13 }, title: { fontSize: 16 } },
  };
}
