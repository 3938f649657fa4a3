import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { killPlugins, PLUGIN_RECORDER } from "../../test/support/plugins";
import { ScratchProject } from "../../tools/project/scratchProject";
import { API_PROFILES } from "../apiProfiles";
import type { Sample } from "../sample";
import type { Step } from "../steps";
import type { Team } from "../emulator/actions";
import type { EmulatorProcess } from "../emulator/emulatorProcess";
import type { Variant } from "../variants";
import { run, type Command, type Run } from "./command";
import { PluginMemory } from "./pluginMemory";

const PROGRAMS = resolve(__dirname, "../programs");
const PROJECT = "chime-bench";
const STACK = "bench";

/** The measurements of one step. */
export type Measurement = Omit<Sample, "variant" | "n" | "round">;

/** One run of a variant, in a new project and with a new room or channel. */
export class Trial {
  private constructor(
    private readonly variant: Variant,
    private readonly emulator: EmulatorProcess,
    private readonly project: ScratchProject,
    private readonly team: Team,
    private readonly n: number,
  ) {}

  /** Creates the project and the team. */
  public static async open(variant: Variant, n: number, emulator: EmulatorProcess): Promise<Trial> {
    // The step "add one" needs one more member.
    const team = await emulator.request("createTeam", variant.api, n + 1);
    const project = await ScratchProject.open({
      name: PROJECT,
      files: await filesOf(variant.program),
      env: { ...(await emulator.request("environment")) },
      ...(variant.config === undefined ? {} : { config: variant.config }),
    });
    const trial = new Trial(variant, emulator, project, team, n);
    try {
      await project.preload(PLUGIN_RECORDER);
      if (variant.withoutPulumi === undefined) await project.pulumi(["stack", "init", STACK]);
    } catch (error) {
      await trial.close();
      throw error;
    }
    return trial;
  }

  /** Runs and measures a step. */
  public async step(step: Step, abortSignal: AbortSignal): Promise<Measurement> {
    await this.declare(this.sizeIn(step));
    await this.emulator.request("setLimit", this.variant.limit ?? null);
    await this.emulator.request("clearCalls");
    const memory = PluginMemory.watch(this.project.folder);
    const result = await run(this.command(step), abortSignal).finally(() => memory.stop());
    if (result.failed) console.error(`\n${result.output.slice(-2000)}`);
    return {
      step,
      seconds: (result.ended - result.started) / 1000,
      ...(await this.callsOf(result)),
      mismatches: await this.mismatchesAfter(step),
      failed: result.failed,
      stateBytes: await this.stateBytes(),
      peakMegabytes: memory.stop(),
    };
  }

  /** Removes the project, and kills the plugins that an interrupted engine may have left behind. */
  public async close(): Promise<void> {
    await killPlugins(this.project).catch(ignoreMissing);
    await this.project.close();
  }

  private sizeIn(step: Step): number {
    return step === "add one" ? this.n + 1 : this.n;
  }

  private async declare(size: number): Promise<void> {
    const { parent, members: all } = this.team;
    const { kinds } = API_PROFILES[this.variant.api];
    const members = all.slice(0, this.variant.single ? 1 : size);
    await this.project.write("team.json", JSON.stringify({ kinds, parent, members }));
  }

  private command(step: Step): Command {
    const { folder, environment } = this.project;
    const operation = step === "refresh" || step === "destroy" ? step : "up";
    if (this.variant.withoutPulumi !== undefined)
      return { file: process.execPath, args: ["index.js", operation], folder, environment };
    const { parallel } = this.variant;
    const args = [
      ...[operation, "--stack", STACK, "--yes", "--skip-preview", "--non-interactive"],
      ...(parallel === undefined ? [] : ["--parallel", String(parallel)]),
    ];
    return { file: "pulumi", args, folder, environment };
  }

  private async callsOf({
    started,
    ended,
  }: Run): Promise<Pick<Sample, "calls" | "throttled" | "lead" | "tail">> {
    const { calls, throttled, first, last } = await this.emulator.request("tally");
    return {
      calls,
      throttled,
      lead: first === null ? null : (first - started) / 1000,
      tail: last === null ? null : (ended - last) / 1000,
    };
  }

  private async mismatchesAfter(step: Step): Promise<number> {
    if (this.variant.program === "floor" || this.variant.program === "echo") return 0;
    const expected = step === "destroy" ? 0 : this.sizeIn(step);
    return Math.abs((await this.emulator.request("memberCount", this.team.parent)) - expected);
  }

  private async stateBytes(): Promise<number | null> {
    if (this.variant.withoutPulumi !== undefined) return null;
    const file = join(this.project.folder, "state/.pulumi/stacks", PROJECT, `${STACK}.json`);
    return (await stat(file)).size;
  }
}

/** The files of a program, including those that all programs share. */
async function filesOf(program: string): Promise<Record<string, string>> {
  const folders = [PROGRAMS, join(PROGRAMS, program)];
  const files = await Promise.all(folders.map(filesIn));
  return Object.fromEntries(files.flat());
}

async function filesIn(folder: string): Promise<[name: string, text: string][]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")]));
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}
