import type { TopLevelSpec } from "vega-lite" with { "resolution-mode": "import" };

import type { ApiName } from "../apiName";
import type { Sample } from "../sample";
import { VARIANT, VARIANTS, type VariantName } from "../variants";
import { Figures } from "./figures";

/** A plot of a figure by the number of members. */
export interface Plot {
  file: string;
  api: ApiName;
  title: string;
  unit: string;
  value: (figures: Figures, variant: VariantName, n: number) => number | undefined;
}

/** All plots. */
export const PLOTS: readonly Plot[] = [
  {
    file: "up.svg",
    api: "rooms",
    title: "Wall time of pulumi up",
    unit: "seconds",
    value: secondsOfUp,
  },
  {
    file: "refresh-calls.svg",
    api: "rooms",
    title: "API calls of pulumi refresh",
    unit: "calls",
    value: (figures, variant, n) => figures.calls({ variant, n, step: "refresh" }),
  },
  {
    file: "state.svg",
    api: "rooms",
    title: "State on disk after pulumi up",
    unit: "bytes",
    value: (figures, variant, n) => figures.stateBytes({ variant, n }),
  },
  {
    file: "up-channels.svg",
    api: "channels",
    title: "Wall time of pulumi up, channels",
    unit: "seconds",
    value: secondsOfUp,
  },
];

function secondsOfUp(figures: Figures, variant: VariantName, n: number): number | undefined {
  return figures.seconds({ variant, n, step: "up" });
}

/** Draws a plot as SVG. */
export async function svgOf(plot: Plot, samples: readonly Sample[]): Promise<string> {
  // Both are ES modules, which CommonJS cannot require.
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec } = compile(specificationOf(plot, pointsOf(plot, samples)));
  return new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
}

interface Point {
  variant: VariantName;
  n: number;
  value: number;
}

// Without the rate-limited and distant variants, and the variants that they are compared with: these have only one size.
function plottedVariants(api: ApiName): VariantName[] {
  return VARIANTS.filter((name) => {
    const { api: ofVariant, limit, distance, parallel } = VARIANT[name];
    return ofVariant === api && limit === undefined && distance === undefined && parallel === undefined;
  });
}

function pointsOf(plot: Plot, samples: readonly Sample[]): Point[] {
  const figures = new Figures(samples);
  const points = plottedVariants(plot.api).flatMap((variant) =>
    figures.sizes(variant).map((n) => ({ variant, n, value: plot.value(figures, variant, n) ?? 0 })),
  );
  // A logarithmic axis has no 0.
  return points.filter(({ value }) => value > 0);
}

function specificationOf({ api, title, unit }: Plot, points: Point[]): TopLevelSpec {
  const plotted = plottedVariants(api);
  const axis = { type: "quantitative", scale: { type: "log" } } as const;
  const withPoints = plotted.filter((name) => points.some(({ variant }) => variant === name));
  // Each variant has the same colour in all plots of an API.
  const variant = { field: "variant", type: "nominal", scale: { domain: plotted } } as const;
  const legend = { values: withPoints, title: "variant" };
  return {
    title: `${title}, by size of the team`,
    // The page may have a dark background.
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
      // Distinguishes lines that overlap.
      strokeDash: { ...variant, legend: null },
    },
    config: { font: "sans-serif", axis: { labelFontSize: 12, titleFontSize: 13 }, title: { fontSize: 16 } },
  };
}
