import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const MILLISECONDS_BETWEEN_READS = 50;

/**
 * Measures the peak memory of the plugin processes of a project on Linux. `VmHWM` is the peak since the start of a
 * process, so only a peak after the last read is missed. The project must preload the plugin recorder of the tests,
 * which records the process ids.
 */
export class PluginMemory {
  private peak: number | null = null;
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly folder: string) {
    this.timer = setInterval(() => {
      this.read();
    }, MILLISECONDS_BETWEEN_READS);
  }

  /** Starts to watch processes that start after this. */
  public static watch(projectFolder: string): PluginMemory {
    const folder = join(projectFolder, "plugins");
    rmSync(folder, { recursive: true, force: true });
    return new PluginMemory(folder);
  }

  /** Stops watching and returns the peak in megabytes of a million bytes. */
  public stop(): number | null {
    clearInterval(this.timer);
    return this.peak;
  }

  private read(): void {
    for (const pid of valueOr([], () => readdirSync(this.folder))) {
      const status = valueOr("", () => readFileSync(`/proc/${pid}/status`, "utf8"));
      const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
      if (kibibytes !== undefined) this.peak = Math.max(this.peak ?? 0, (Number(kibibytes) * 1024) / 1e6);
    }
  }
}

// There is no file before a plugin starts and after it ends, or on other systems than Linux.
function valueOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
