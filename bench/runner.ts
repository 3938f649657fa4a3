import { coldStart } from "./measure/coldStart";
import { Trial } from "./measure/trial";
import { orderOf, type Plan, type Series } from "./plan";
import type { Sample } from "./sample";
import { Service } from "./service/service";
import { VARIANT, type VariantName } from "./variants";

/** Runs the measurements of a plan. Progress goes to stderr. Removes its processes and folders in any case. */
export async function measure(plan: Plan, interrupted: AbortSignal): Promise<Sample[]> {
  const service = await Service.start();
  try {
    const samples = await coldStarts(plan, service);
    for (const series of plan.series)
      for (let round = 1; round <= series.rounds; round++)
        for (const variant of orderOf(series.variants, round))
          samples.push(...(await trial(variant, series, round, service, interrupted)));
    return samples;
  } finally {
    await service.stop();
  }
}

async function coldStarts(plan: Plan, service: Service): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let round = 1; round <= plan.coldStarts; round++) {
    const measured = await coldStart(service);
    samples.push({ variant: "memberships", n: 1, round, ...measured });
    progress(`cold start ${round}/${plan.coldStarts}: ${measured.seconds.toFixed(2)} s\n`);
  }
  return samples;
}

async function trial(
  name: VariantName,
  { n, rounds }: Series,
  round: number,
  service: Service,
  interrupted: AbortSignal,
): Promise<Sample[]> {
  interrupted.throwIfAborted();
  progress(`${name}, ${n}, round ${round}/${rounds}:`);
  const variant = VARIANT[name];
  const opened = await Trial.open(variant, n, service);
  const samples: Sample[] = [];
  try {
    for (const step of variant.steps) {
      const measured = await opened.step(step, interrupted);
      samples.push({ variant: name, n, round, ...measured });
      progress(` ${step} ${measured.seconds.toFixed(1)} s${measured.failed ? " (FAILED)" : ""};`);
    }
  } finally {
    await opened.close();
  }
  progress("\n");
  return samples;
}

function progress(text: string): void {
  process.stderr.write(text);
}
