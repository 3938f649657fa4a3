import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { killPlugins, PLUGIN_RECORDER } from "../../test/support/plugins";
import type { ResourceSpec } from "../../schema/model";
import { addPlugin } from "../../test/support/projectPlugin";
import { ScratchProject } from "../../tools/project/scratchProject";
import { API_PROFILES } from "../apiProfiles";
import type { Sample } from "../sample";
import type { Step } from "../steps";
import type { Team } from "../emulator/actions";
import { DEFAULT_PARALLEL, type Variant } from "../variants";
import { run, type Command, type Run } from "./command";
import { PluginMemory } from "./pluginMemory";
import type { Services } from "./services";

const PROGRAMS = resolve(__dirname, "../programs");
const PROJECT = "chime-bench";
const STACK = "bench";

/** The measurements of one step. */
export type Measurement = Omit<Sample, "variant" | "n" | "round">;

/** One run of a variant, in a new project and with a new room or channel. */
export class Trial {
  private constructor(
    private readonly variant: Variant,
    private readonly services: Services,
    private readonly project: ScratchProject,
    private readonly team: Team,
    private readonly n: number,
  ) {}

  /** Creates the project and the team. */
  public static async open(variant: Variant, n: number, services: Services): Promise<Trial> {
    const { emulator, backend } = services;
    // The step "add one" needs one more member.
    const team = await emulator.request("createTeam", variant.api, n + 1);
    const project = await ScratchProject.open({
      name: PROJECT,
      files: await filesOf(variant.program),
      env: {
        ...(await emulator.request("environment")),
        ...(variant.backend === undefined ? {} : await backend.request("environment")),
      },
      ...(variant.config === undefined ? {} : { config: variant.config }),
    });
    const trial = new Trial(variant, services, project, team, n);
    try {
      await project.preload(PLUGIN_RECORDER);
      if (variant.program.startsWith("native")) await addPlugin(project);
      // With a passphrase in both backends, so that both encrypt in the same way.
      if (variant.withoutPulumi === undefined)
        await project.pulumi(["stack", "init", STACK, "--secrets-provider", "passphrase"]);
    } catch (error) {
      await trial.close();
      throw error;
    }
    return trial;
  }

  /** Runs and measures a step. */
  public async step(step: Step, abortSignal: AbortSignal): Promise<Measurement> {
    await this.declare(this.sizeIn(step));
    const { limit = null, distance = 0, backend } = this.variant;
    await this.services.emulator.request("setConditions", limit, distance);
    await this.services.emulator.request("clearCalls");
    const cpuSeconds = await this.services.watchCpu();
    const memory = PluginMemory.watch(this.project.folder);
    const result = await run(this.command(step), abortSignal).finally(() => memory.stop());
    const cpu = await cpuSeconds();
    if (result.failed) console.error(`\n${result.output.slice(-2000)}`);
    await this.checkBackend();
    return {
      step,
      seconds: (result.ended - result.started) / 1000,
      ...(await this.callsOf(result)),
      mismatches: await this.mismatchesAfter(step),
      failed: result.failed,
      stateBytes: await this.stateBytes(),
      peakMegabytes: memory.stop(),
      emulatorSeconds: cpu.emulator,
      backendSeconds: backend === undefined ? null : cpu.backend,
    };
  }

  /** Removes the project, and kills the plugins that an interrupted engine may have left behind. */
  public async close(): Promise<void> {
    await killPlugins(this.project).catch(ignoreMissing);
    await this.project.close();
    // The stacks of all projects have the same name.
    await this.services.backend.request("clear");
  }

  private sizeIn(step: Step): number {
    return step === "add one" ? this.n + 1 : this.n;
  }

  private async declare(size: number): Promise<void> {
    const { parent, members: all } = this.team;
    const { membership, roster } = API_PROFILES[this.variant.api].resources;
    const resources = { membership: classOf(membership), roster: classOf(roster) };
    const { distance = 0 } = this.variant;
    const members = all.slice(0, this.variant.single ? 1 : size);
    await this.project.write("team.json", JSON.stringify({ resources, parent, members, distance }));
  }

  private command(step: Step): Command {
    const { folder, environment } = this.project;
    const operation = step === "refresh" || step === "destroy" ? step : "up";
    if (this.variant.withoutPulumi !== undefined)
      return { file: process.execPath, args: ["index.js", operation], folder, environment };
    const { parallel = DEFAULT_PARALLEL } = this.variant;
    const args = ["--stack", STACK, "--yes", "--skip-preview", "--non-interactive"];
    return {
      file: "pulumi",
      args: [operation, ...args, "--parallel", String(parallel)],
      folder,
      environment,
    };
  }

  private async callsOf({
    started,
    ended,
  }: Run): Promise<Pick<Sample, "calls" | "throttled" | "lead" | "tail">> {
    const { calls, throttled, first, last } = await this.services.emulator.request("tally");
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
    return Math.abs((await this.services.emulator.request("memberCount", this.team.parent)) - expected);
  }

  /** The CLI ignores the failure of some requests, and would then do less than with Pulumi Cloud. */
  private async checkBackend(): Promise<void> {
    const unsupported = await this.services.backend.request("unsupported");
    if (unsupported.length > 0)
      throw new Error(`The CLI made requests that bench/backend does not support: ${unsupported.join(", ")}`);
  }

  private async stateBytes(): Promise<number | null> {
    if (this.variant.withoutPulumi !== undefined || this.variant.backend !== undefined) return null;
    const file = join(this.project.folder, "state/.pulumi/stacks", PROJECT, `${STACK}.json`);
    return (await stat(file)).size;
  }
}

/** What a program needs to know of a resource's class: the class declares all outputs. */
function classOf({ name, properties }: ResourceSpec): { kind: string; properties: string[] } {
  return { kind: name, properties: Object.keys(properties) };
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
