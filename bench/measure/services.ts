import { rm } from "node:fs/promises";
import { join } from "node:path";

import { writePlugin } from "../../test/support/projectPlugin";
import type { BackendActions, BackendProcess } from "../backend/actions";
import type { EmulatorActions, EmulatorProcess } from "../emulator/actions";
import { ActionProcess } from "../process/actionProcess";

/** The CPU time of the services, in seconds. */
export interface CpuSeconds {
  emulator: number;
  backend: number;
}

/** What the measured commands use: the emulator, the backend and the native plugin. */
export class Services {
  private constructor(
    public readonly emulator: EmulatorProcess,
    public readonly backend: BackendProcess,
    /** The folder of the native plugin. */
    public readonly plugin: string,
  ) {}

  public static async start(): Promise<Services> {
    const script = (folder: string): string => join(__dirname, "..", folder, "child.ts");
    const emulator = await ActionProcess.start<EmulatorActions>(script("emulator"));
    try {
      const backend = await ActionProcess.start<BackendActions>(script("backend"));
      return new Services(emulator, backend, await writePlugin());
    } catch (error) {
      await emulator.stop();
      throw error;
    }
  }

  /** Starts to measure the CPU time. The result measures it from then on. */
  public async watchCpu(): Promise<() => Promise<CpuSeconds>> {
    const before = await this.cpuSeconds();
    return async () => {
      const after = await this.cpuSeconds();
      return { emulator: after.emulator - before.emulator, backend: after.backend - before.backend };
    };
  }

  public async stop(): Promise<void> {
    await Promise.all([this.emulator.stop(), this.backend.stop(), rm(this.plugin, { recursive: true })]);
  }

  private async cpuSeconds(): Promise<CpuSeconds> {
    const [emulator, backend] = await Promise.all([
      this.emulator.request("cpuSeconds"),
      this.backend.request("cpuSeconds"),
    ]);
    return { emulator, backend };
  }
}
