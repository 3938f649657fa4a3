import { FAMILIES, type FamilyName } from "../families";
import type { Plan } from "../plan";
import type { Sample } from "../sample";
import { STEPS } from "../steps";
import { LIMIT, VARIANT, VARIANTS } from "../variants";
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
    ...ofEach((family) => stepsTable(figures, family, (cell) => timeIn(figures, cell))),
    "## Calls by operation",
    ...ofEach((family) => stepsTable(figures, family, (cell) => callsIn(figures, cell))),
    "## State on disk after up, and memory of the plugin",
    ...ofEach((family) => sizesTable(figures, family)),
    "## A service that allows few calls a second",
    LIMITS,
    limitedTable(figures),
    `A plugin takes ${coldStartIn(figures)} s from its start to its first call.`,
    ...PLOTS.map(({ file, title }) => `![${title}](${file})`),
  ].join("\n\n")}\n`;
}

/** The bounds and whether they are kept, those of both families side by side, also for the end of a run. */
export function boundsTable(bounds: readonly Bound[], quick: boolean): string {
  const claims = [...new Set(bounds.map(({ claim }) => claim))];
  const rows = claims.map((claim) => [
    claim,
    ...FAMILIES.flatMap((family) =>
      boundIn(bounds.find((bound) => bound.claim === claim && bound.family === family)),
    ),
  ]);
  const heading = quick ? "## Bounds (sizes of a quick run: indicative only)" : "## Bounds";
  const head = FAMILIES.flatMap((family) => [`${family}: bound`, "measured", ""]);
  return `${heading}\n\n${table(["what", ...head], rows)}`;
}

function boundIn(bound: Bound | undefined): string[] {
  if (bound === undefined) return ["–", "–", ""];
  const { rule, limit, unit, measured } = bound;
  return [`${rule} ${limit} ${unit}`, shown(measured, unit === "×" ? 3 : 0), verdictOf(bound)];
}

const LIMITS = `Rooms: ${LIMIT.callsPerSecond} calls a second, with a burst of ${LIMIT.burst}. Channels: the rates that AWS \
publishes, each with a burst of one second's calls. The least is what these allow, for the calls that are made without a \
limit, and the engine's own time before the first call and after the last one.`;

function environmentLine({ date, commit, node, pulumi, sdk, cpu, cores, memoryGB, os }: Environment): string {
  return [
    `${date.slice(0, 10)}, commit ${commit}, Node.js ${node}, Pulumi CLI ${pulumi}, @pulumi/pulumi ${sdk}`,
    `${cores} × ${cpu}, ${memoryGB} GB, ${os}.`,
  ].join("; ");
}

function ofEach(tableOf: (family: FamilyName) => string): string[] {
  return FAMILIES.flatMap((family) => [`### Of ${family}`, tableOf(family)]);
}

function cells(figures: Figures, family: FamilyName): Omit<Cell, "step">[] {
  const ofFamily = VARIANTS.filter((name) => VARIANT[name].family === family);
  return ofFamily.flatMap((variant) => figures.sizes(variant).map((n) => ({ variant, n })));
}

function stepsTable(figures: Figures, family: FamilyName, show: (cell: Cell) => string): string {
  const rows = cells(figures, family).map((cell) => [
    cell.variant,
    String(cell.n),
    ...STEPS.map((step) => show({ ...cell, step })),
  ]);
  return table(["variant", "N", ...STEPS], rows);
}

function timeIn(figures: Figures, cell: Cell): string {
  const failures = figures.failures(cell) ?? 0;
  const seconds = shown(figures.seconds(cell), 2);
  const multiple = ratio(
    figures.seconds(cell),
    figures.seconds({ ...cell, variant: VARIANT[cell.variant].floor }),
  );
  const compared = multiple === undefined ? seconds : `${seconds} (${multiple.toFixed(2)}×)`;
  return failures === 0 ? compared : `${compared}, ${failures} FAILED`;
}

function callsIn(figures: Figures, cell: Cell): string {
  const operations = new Set(figures.of(cell).flatMap(({ calls }) => Object.keys(calls)));
  const counts = [...operations].map((name) => `${shown(figures.calls(cell, name))} ${shortOf(name)}`);
  return counts.length > 0 ? counts.join(", ") : "–";
}

function shortOf(operation: string): string {
  return operation.replace(/(Room|Channel)Memberships?$/, "");
}

function sizesTable(figures: Figures, family: FamilyName): string {
  const rows = cells(figures, family).map(({ variant, n }) => {
    const bytes = figures.stateBytes({ variant, n });
    const peak = figures.peakMegabytes({ variant, n });
    return [variant, String(n), shown(bytes), shown(ratio(bytes, n)), shown(peak)];
  });
  return table(["variant", "N", "bytes", "bytes ÷ N", "peak memory, MB"], rows);
}

function limitedTable(figures: Figures): string {
  const limited = VARIANTS.filter((name) => VARIANT[name].limit !== undefined);
  const rows = limited.flatMap((variant) =>
    figures.sizes(variant).flatMap((n) =>
      (["up", "destroy"] as const).map((step) => {
        const cell = { variant, n, step };
        const least = leastOf(figures, cell);
        const unlimited = figures.seconds({ ...cell, variant: VARIANT[variant].floor });
        return [
          `${step}, ${variant}`,
          ...[n, figures.failures(cell), figures.refused(cell)].map((value) => shown(value)),
          ...[figures.seconds(cell), least.seconds, unlimited].map((value) => shown(value, 2)),
          ...[figures.calls(cell), least.calls].map((value) => shown(value)),
        ];
      }),
    ),
  );
  const seconds = ["seconds", "least seconds", "seconds without a limit"];
  return table(["step", "N", "failures", "refused", ...seconds, "calls", "least calls"], rows);
}

function coldStartIn(figures: Figures): string {
  return shown(figures.seconds({ variant: "memberships", n: 1, step: "cold start" }), 2);
}
