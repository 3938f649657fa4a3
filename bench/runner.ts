import { measureColdStart } from "./measure/coldStart";
import { Services } from "./measure/services";
import { Trial } from "./measure/trial";
import { orderOf, STARTED, type Plan, type Series } from "./plan";
import type { Sample } from "./sample";
import { VARIANT, type VariantName } from "./variants";

/**
 * Runs the measurements of a plan and prints progress to stderr. Always stops its processes and removes its folders.
 */
export async function measure(plan: Plan, abortSignal: AbortSignal): Promise<Sample[]> {
  const services = await Services.start();
  try {
    const samples = await measureColdStarts(plan, services);
    for (const series of plan.series)
      for (let round = 1; round <= series.rounds; round++)
        for (const variant of orderOf(series.variants, round))
          samples.push(...(await runTrial(variant, series, round, services, abortSignal)));
    return samples;
  } finally {
    await services.stop();
  }
}

async function measureColdStarts(plan: Plan, services: Services): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let round = 1; round <= plan.coldStarts; round++) {
    for (const variant of STARTED) {
      const measured = await measureColdStart(services, variant === "native");
      samples.push({ variant, n: 1, round, ...measured });
      printProgress(
        `cold start of ${variant} ${round}/${plan.coldStarts}: ${measured.seconds.toFixed(2)} s\n`,
      );
    }
  }
  return samples;
}

async function runTrial(
  name: VariantName,
  { n, rounds }: Series,
  round: number,
  services: Services,
  abortSignal: AbortSignal,
): Promise<Sample[]> {
  abortSignal.throwIfAborted();
  printProgress(`${name}, N=${n}, round ${round}/${rounds}:`);
  const variant = VARIANT[name];
  const trial = await Trial.open(variant, n, services);
  const samples: Sample[] = [];
  try {
    for (const step of variant.steps) {
      const measured = await trial.step(step, abortSignal);
      samples.push({ variant: name, n, round, ...measured });
      printProgress(` ${step} ${measured.seconds.toFixed(1)} s${measured.failed ? " (FAILED)" : ""};`);
    }
  } finally {
    await trial.close();
  }
  printProgress("\n");
  return samples;
}

function printProgress(text: string): void {
  process.stderr.write(text);
}
