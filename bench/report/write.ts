import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Plan } from "../plan";
import type { Sample } from "../sample";
import type { Environment } from "./environment";
import { markdownOf } from "./markdown";
import { PLOTS, svgOf } from "./plots";

/** Writes the samples, the report and the plots to a folder. */
export async function writeReport(
  folder: string,
  samples: readonly Sample[],
  plan: Plan,
  environment: Environment,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);
  await write("results.json", `${JSON.stringify({ environment, plan, samples }, undefined, 2)}\n`);
  await write("results.md", markdownOf(samples, plan, environment));
  for (const plot of PLOTS) await write(plot.file, await svgOf(plot, samples));
}
