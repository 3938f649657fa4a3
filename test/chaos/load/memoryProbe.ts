import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The memory of a process after a garbage collection. */
export interface Sample {
  /** The resident memory, in bytes. */
  readonly rss: number;
  /** The size of the heap, in bytes. */
  readonly heapUsed: number;
  /** The number of timers, sockets and similar objects that keep the process running. */
  readonly resources: number;
}

/** Measures the memory of a plugin process. */
export class MemoryProbe {
  private constructor(private readonly folder: string) {}

  public static async open(): Promise<MemoryProbe> {
    return new MemoryProbe(await mkdtemp(join(tmpdir(), "pulumi-chime-load-")));
  }

  /** The environment variables that the process needs. */
  public get env(): Record<string, string> {
    return {
      NODE_OPTIONS: `--require ${join(__dirname, "memoryProbe.cjs")}`,
      PULUMI_CHIME_LOAD_SAMPLES: this.file,
    };
  }

  public async sample(pid: number): Promise<Sample> {
    const before = (await this.samples()).length;
    process.kill(pid, "SIGUSR2");
    for (let waited = 0; waited < 30_000; waited += 50) {
      const samples = await this.samples();
      if (samples.length > before) return samples.at(-1)!;
      await sleep(50);
    }
    throw new Error("The plugin did not report its memory within 30 s.");
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
