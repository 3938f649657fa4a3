import { join } from "node:path";

import type { BackendActions, BackendProcess } from "../backend/actions";
import type { EmulatorActions, EmulatorProcess } from "../emulator/actions";
import { ActionProcess } from "../process/actionProcess";

/** The CPU time of the services, in seconds. */
export interface CpuSeconds {
  emulator: number;
  backend: number;
}

/** The processes that the measured commands call. */
export class Services {
  private constructor(
    public readonly emulator: EmulatorProcess,
    public readonly backend: BackendProcess,
  ) {}

  public static async start(): Promise<Services> {
    const script = (folder: string): string => join(__dirname, "..", folder, "child.ts");
    const emulator = await ActionProcess.start<EmulatorActions>(script("emulator"));
    try {
      return new Services(emulator, await ActionProcess.start<BackendActions>(script("backend")));
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
    await Promise.all([this.emulator.stop(), this.backend.stop()]);
  }

  private async cpuSeconds(): Promise<CpuSeconds> {
    const [emulator, backend] = await Promise.all([
      this.emulator.request("cpuSeconds"),
      this.backend.request("cpuSeconds"),
    ]);
    return { emulator, backend };
  }
}
