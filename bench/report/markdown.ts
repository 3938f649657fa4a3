import { API_NAMES, type ApiName } from "../apiName";
import type { Plan } from "../plan";
import type { Sample } from "../sample";
import { STEPS } from "../steps";
import { LIMIT, VARIANT, VARIANTS, type VariantName } from "../variants";
import { boundsOf, verdictOf, type Bound } from "./bounds";
import type { Environment } from "./environment";
import { Figures, type Cell } from "./figures";
import { minimumOf } from "./minimum";
import { PLOTS } from "./plots";
import { ratio } from "./statistics";
import { formatNumber, table } from "./table";

/** The report of a run. */
export function markdownOf(samples: readonly Sample[], plan: Plan, environment: Environment): string {
  const figures = new Figures(samples);
  return `${[
    "# Cost of the package",
    environmentLine(environment),
    "Figures are medians over all rounds. Ratios are ratios of medians. In each round, the variants of a size run one after the other.",
    boundsTable(boundsOf(figures, plan.sizes), plan.quick),
    "## Variants",
    VARIANTS.map((name) => `- **${name}**: ${VARIANT[name].description}`).join("\n"),
    "## Wall time in seconds (and relative to the floor)",
    ...forEachApi((api) => stepsTable(figures, api, (cell) => timeCell(figures, cell))),
    "## Calls by operation",
    ...forEachApi((api) => stepsTable(figures, api, (cell) => callsCell(figures, cell))),
    "## State file after up, and peak memory of the plugin",
    ...forEachApi((api) => sizesTable(figures, api)),
    "## CPU time of the emulator and the backend",
    "In percent of the wall time. 100 % is one processor. The backend is the server with Pulumi Cloud's protocol.",
    ...forEachApi((api) => stepsTable(figures, api, (cell) => cpuCell(figures, cell))),
    "## With a rate limit",
    LIMITS,
    limitedTable(figures),
    `From the start of a plugin to its first call: ${coldStartSeconds(figures, "memberships")} s for a dynamic provider, \
${coldStartSeconds(figures, "native")} s for the native plugin.`,
    ...PLOTS.map(({ file, title }) => `![${title}](${file})`),
  ].join("\n\n")}\n`;
}

/** The bounds and whether they are met, with both APIs side by side. */
export function boundsTable(bounds: readonly Bound[], quick: boolean): string {
  // A quick run leaves out variants.
  const shown = bounds.filter(({ measured }) => !quick || measured !== undefined);
  const labels = [...new Set(shown.map(({ label }) => label))];
  const rows = labels.map((label) => [
    label,
    ...API_NAMES.flatMap((api) =>
      boundCells(bounds.find((bound) => bound.label === label && bound.api === api)),
    ),
  ]);
  const heading = quick ? "## Bounds (they apply only to a full run)" : "## Bounds";
  const head = API_NAMES.flatMap((api) => [`${titleOf(api)}: bound`, "measured", ""]);
  return `${heading}\n\n${table(["figure", ...head], rows)}`;
}

function boundCells(bound: Bound | undefined): string[] {
  if (bound === undefined) return ["–", "–", ""];
  const { rule, limit, unit, measured } = bound;
  return [`${rule} ${limit} ${unit}`, formatNumber(measured, unit === "×" ? 3 : 0), verdictOf(bound)];
}

const LIMITS = `Rooms: ${LIMIT.callsPerSecond} calls a second with a burst of ${LIMIT.burst}. Channels: the rates that AWS \
publishes, each with a burst of one second. The minimum is the time that the calls made without a limit require \
with the limit, plus the time of the engine before the first call and after the last one.`;

function environmentLine({ date, commit, node, pulumi, sdk, cpu, cores, memoryGB, os }: Environment): string {
  return [
    `${date.slice(0, 10)}, commit ${commit}, Node.js ${node}, Pulumi CLI ${pulumi}, @pulumi/pulumi ${sdk}`,
    `${cores} × ${cpu}, ${memoryGB} GB, ${os}.`,
  ].join("; ");
}

function forEachApi(tableOf: (api: ApiName) => string): string[] {
  return API_NAMES.flatMap((api) => [`### ${titleOf(api)}`, tableOf(api)]);
}

function titleOf(api: ApiName): string {
  return api === "rooms" ? "Rooms" : "Channels";
}

function cells(figures: Figures, api: ApiName): Omit<Cell, "step">[] {
  const variants = VARIANTS.filter((name) => VARIANT[name].api === api);
  return variants.flatMap((variant) => figures.sizes(variant).map((n) => ({ variant, n })));
}

function stepsTable(figures: Figures, api: ApiName, show: (cell: Cell) => string): string {
  const rows = cells(figures, api).map((cell) => [
    cell.variant,
    String(cell.n),
    ...STEPS.map((step) => show({ ...cell, step })),
  ]);
  return table(["variant", "N", ...STEPS], rows);
}

function timeCell(figures: Figures, cell: Cell): string {
  const failures = figures.failures(cell) ?? 0;
  const seconds = formatNumber(figures.seconds(cell), 2);
  const multiple = ratio(
    figures.seconds(cell),
    figures.seconds({ ...cell, variant: VARIANT[cell.variant].floor }),
  );
  const text = multiple === undefined ? seconds : `${seconds} (${multiple.toFixed(2)}×)`;
  return failures === 0 ? text : `${text}, ${failures} FAILED`;
}

function callsCell(figures: Figures, cell: Cell): string {
  const operations = new Set(figures.samplesOf(cell).flatMap(({ calls }) => Object.keys(calls)));
  const counts = [...operations].map(
    (name) => `${formatNumber(figures.calls(cell, name))} ${abbreviate(name)}`,
  );
  return counts.length > 0 ? counts.join(", ") : "–";
}

function abbreviate(operation: string): string {
  return operation.replace(/(Room|Channel)Memberships?$/, "");
}

function cpuCell(figures: Figures, cell: Cell): string {
  const percent = (cpuSeconds: (sample: Sample) => number | null): number | undefined =>
    figures.median(cell, (sample) => {
      const used = cpuSeconds(sample);
      return used === null ? null : (100 * used) / sample.seconds;
    });
  const emulator = formatNumber(percent(({ emulatorSeconds }) => emulatorSeconds));
  const backend = percent(({ backendSeconds }) => backendSeconds);
  return backend === undefined ? emulator : `${emulator} + ${formatNumber(backend)}`;
}

function sizesTable(figures: Figures, api: ApiName): string {
  const rows = cells(figures, api).map(({ variant, n }) => {
    const bytes = figures.stateBytes({ variant, n });
    const peak = figures.peakMegabytes({ variant, n });
    return [variant, String(n), formatNumber(bytes), formatNumber(ratio(bytes, n)), formatNumber(peak)];
  });
  return table(["variant", "N", "bytes", "bytes ÷ N", "peak memory, MB"], rows);
}

function limitedTable(figures: Figures): string {
  const limited = VARIANTS.filter((name) => VARIANT[name].limit !== undefined);
  const rows = limited.flatMap((variant) =>
    figures.sizes(variant).flatMap((n) =>
      (["up", "destroy"] as const).map((step) => {
        const cell = { variant, n, step };
        const minimum = minimumOf(figures, cell);
        const unlimited = figures.seconds({ ...cell, variant: VARIANT[variant].floor });
        return [
          `${step}, ${variant}`,
          ...[n, figures.failures(cell), figures.throttled(cell)].map((value) => formatNumber(value)),
          ...[figures.seconds(cell), minimum.seconds, unlimited].map((value) => formatNumber(value, 2)),
          ...[figures.calls(cell), minimum.calls].map((value) => formatNumber(value)),
        ];
      }),
    ),
  );
  const seconds = ["seconds", "minimum seconds", "seconds without a limit"];
  return table(["step", "N", "failures", "throttled", ...seconds, "calls", "minimum calls"], rows);
}

function coldStartSeconds(figures: Figures, variant: VariantName): string {
  return formatNumber(figures.seconds({ variant, n: 1, step: "cold start" }), 2);
}
