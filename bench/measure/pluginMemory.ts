import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const MILLISECONDS_BETWEEN_READS = 50;

/**
 * Measures the peak memory of the plugin processes of a project on Linux. `VmHWM` is the peak since a process started,
 * so the only peak that is missed is one after the last read. The project must preload `PLUGIN_RECORDER`, which records
 * the process ids.
 */
export class PluginMemory {
  private peak: number | null = null;
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly folder: string) {
    this.timer = setInterval(() => {
      this.read();
    }, MILLISECONDS_BETWEEN_READS);
  }

  /** Watches the plugin processes that start from now on. */
  public static watch(projectFolder: string): PluginMemory {
    const folder = join(projectFolder, "plugins");
    rmSync(folder, { recursive: true, force: true });
    return new PluginMemory(folder);
  }

  /** Stops watching and returns the peak in megabytes (millions of bytes). */
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

// The files do not exist before a plugin starts, after it ends, and on systems other than Linux.
function valueOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
