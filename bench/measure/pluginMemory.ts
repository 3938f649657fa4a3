import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const MILLISECONDS_BETWEEN_LOOKS = 50;

/**
 * The most memory that the plugin processes of a project have, told by Linux (`VmHWM` is the peak since the start of
 * a process, so nothing between two looks is missed but what comes after the last). The project must preload the
 * plugin recorder of the tests, which names the processes.
 */
export class PluginMemory {
  private peak: number | null = null;
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly folder: string) {
    this.timer = setInterval(() => {
      this.look();
    }, MILLISECONDS_BETWEEN_LOOKS);
  }

  /** Begins to look at the processes that start from now on. */
  public static watch(projectFolder: string): PluginMemory {
    const folder = join(projectFolder, "plugins");
    rmSync(folder, { recursive: true, force: true });
    return new PluginMemory(folder);
  }

  /** Ends the watch and answers the peak in megabytes of a million bytes. */
  public stop(): number | null {
    clearInterval(this.timer);
    return this.peak;
  }

  private look(): void {
    for (const pid of valueOr([], () => readdirSync(this.folder))) {
      const status = valueOr("", () => readFileSync(`/proc/${pid}/status`, "utf8"));
      const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
      if (kibibytes !== undefined) this.peak = Math.max(this.peak ?? 0, (Number(kibibytes) * 1024) / 1e6);
    }
  }
}

// A plugin that has not started, or has ended between the two reads, has no file; other systems have none at all.
function valueOr<T>(fallback: T, read: () => T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
