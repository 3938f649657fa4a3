import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a process needs, in bytes, after a garbage collection. */
export interface Sample {
  readonly rss: number;
  readonly heapUsed: number;
  /** How many timers, sockets and the like keep it alive. */
  readonly resources: number;
}

/** Looks into the memory of a plugin process. */
export class MemoryProbe {
  private constructor(private readonly folder: string) {}

  public static async open(): Promise<MemoryProbe> {
    return new MemoryProbe(await mkdtemp(join(tmpdir(), "pulumi-chime-load-")));
  }

  /** What the process needs in its environment. */
  public get env(): Record<string, string> {
    return {
      NODE_OPTIONS: `--require ${join(__dirname, "memoryProbe.cjs")}`,
      PULUMI_CHIME_LOAD_SAMPLES: this.file,
    };
  }

  /** Takes a sample of a process. */
  public async sample(pid: number): Promise<Sample> {
    const before = (await this.samples()).length;
    process.kill(pid, "SIGUSR2");
    for (let waited = 0; waited < 30_000; waited += 50) {
      const samples = await this.samples();
      if (samples.length > before) return samples.at(-1)!;
      await sleep(50);
    }
    throw new Error("The plugin did not answer with a sample of its memory within 30 s.");
  }

  public async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private get file(): string {
    return join(this.folder, "samples");
  }

  private async samples(): Promise<Sample[]> {
    const text = await readFile(this.file, "utf8").catch(() => "");
    return text
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line) as Sample);
  }
}
