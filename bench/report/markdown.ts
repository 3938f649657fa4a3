import type { Plan } from "../plan";
import type { Sample } from "../sample";
import { STEPS } from "../steps";
import { VARIANT, VARIANTS, type VariantName } from "../variants";
import { boundsOf, verdictOf, type Bound } from "./bounds";
import type { Environment } from "./environment";
import { Figures, type Cell } from "./figures";
import { leastOf } from "./leastTime";
import { PLOTS } from "./plots";
import { ratio } from "./statistics";
import { shown, table } from "./table";

/** What a person reads of a run. */
export function markdownOf(samples: readonly Sample[], plan: Plan, environment: Environment): string {
  const figures = new Figures(samples);
  return `${[
    "# What the package costs",
    environmentLine(environment),
    "Medians over the rounds, in which all variants of a size take turns. Ratios are those of medians.",
    boundsTable(boundsOf(figures, plan.sizes), plan.quick),
    "## Variants",
    VARIANTS.map((name) => `- **${name}**: ${VARIANT[name].about}`).join("\n"),
    "## Wall time, in seconds (and as a multiple of the floor's)",
    stepsTable(figures, (cell) => timeIn(figures, cell)),
    "## Calls by operation",
    stepsTable(figures, (cell) => callsIn(figures, cell)),
    "## State on disk after up, and memory of the plugin",
    sizesTable(figures),
    "## A service that allows 10 calls a second, with a burst of 10",
    limitedTable(figures),
    `A plugin takes ${coldStartIn(figures)} s from its start to its first call.`,
    ...PLOTS.map(({ file, title }) => `![${title}](${file})`),
  ].join("\n\n")}\n`;
}

/** The bounds and whether they are kept, also for the end of a run. */
export function boundsTable(bounds: readonly Bound[], quick: boolean): string {
  const rows = bounds.map((bound) => {
    const { claim, rule, limit, unit, measured } = bound;
    const digits = unit === "×" ? 3 : 0;
    return [claim, `${rule} ${limit} ${unit}`, shown(measured, digits), verdictOf(bound)];
  });
  const heading = quick ? "## Bounds (sizes of a quick run: indicative only)" : "## Bounds";
  return `${heading}\n\n${table(["what", "bound", "measured", ""], rows)}`;
}

function environmentLine({ date, commit, node, pulumi, sdk, cpu, cores, memoryGB, os }: Environment): string {
  return [
    `${date.slice(0, 10)}, commit ${commit}, Node.js ${node}, Pulumi CLI ${pulumi}, @pulumi/pulumi ${sdk}`,
    `${cores} × ${cpu}, ${memoryGB} GB, ${os}.`,
  ].join("; ");
}

function cells(figures: Figures): Omit<Cell, "step">[] {
  return VARIANTS.flatMap((variant) => figures.sizes(variant).map((n) => ({ variant, n })));
}

function stepsTable(figures: Figures, show: (cell: Cell) => string): string {
  const rows = cells(figures).map((cell) => [
    cell.variant,
    String(cell.n),
    ...STEPS.map((step) => show({ ...cell, step })),
  ]);
  return table(["variant", "N", ...STEPS], rows);
}

function timeIn(figures: Figures, cell: Cell): string {
  const failures = figures.failures(cell) ?? 0;
  const seconds = shown(figures.seconds(cell), 2);
  const multiple = ratio(figures.seconds(cell), figures.seconds({ ...cell, variant: floorOf(cell.variant) }));
  const compared = multiple === undefined ? seconds : `${seconds} (${multiple.toFixed(2)}×)`;
  return failures === 0 ? compared : `${compared}, ${failures} FAILED`;
}

function floorOf(variant: VariantName): VariantName {
  if (variant === "roster" || variant === "one" || variant === "echo") return "one";
  return ["unlimited", "limited", "told"].includes(variant) ? "unlimited" : "floor";
}

function callsIn(figures: Figures, cell: Cell): string {
  const operations = new Set(figures.of(cell).flatMap(({ calls }) => Object.keys(calls)));
  const counts = [...operations].map((name) => `${shown(figures.calls(cell, name))} ${shortOf(name)}`);
  return counts.length > 0 ? counts.join(", ") : "–";
}

function shortOf(operation: string): string {
  return operation.replace(/RoomMemberships?$/, "");
}

function sizesTable(figures: Figures): string {
  const rows = cells(figures).map(({ variant, n }) => {
    const bytes = figures.stateBytes({ variant, n });
    const peak = figures.peakMegabytes({ variant, n });
    return [variant, String(n), shown(bytes), shown(ratio(bytes, n)), shown(peak)];
  });
  return table(["variant", "N", "bytes", "bytes ÷ N", "peak memory, MB"], rows);
}

function limitedTable(figures: Figures): string {
  const rows = (["unlimited", "limited", "told"] as const).flatMap((variant) =>
    figures.sizes(variant).flatMap((n) =>
      (["up", "destroy"] as const).map((step) => {
        const cell = { variant, n, step };
        const least = leastOf(figures, n, step);
        return [
          `${step}, ${variant}`,
          ...[n, figures.failures(cell)].map((value) => shown(value)),
          ...[figures.seconds(cell), least.seconds].map((value) => shown(value, 2)),
          ...[figures.calls(cell), least.calls].map((value) => shown(value)),
        ];
      }),
    ),
  );
  return table(["step", "N", "failures", "seconds", "least seconds", "calls", "least calls"], rows);
}

function coldStartIn(figures: Figures): string {
  return shown(figures.seconds({ variant: "memberships", n: 1, step: "cold start" }), 2);
}
