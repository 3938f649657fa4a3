import { Host } from "../../test/support/host";
import type { Services } from "./services";
import type { Measurement } from "./trial";

/** Measures the time from the start of a plugin process, a dynamic provider's or the native plugin's, to its first call. */
export async function measureColdStart(services: Services, native: boolean): Promise<Measurement> {
  const { emulator } = services;
  const { parent, members } = await emulator.request("createTeam", "rooms", 1);
  await emulator.request("setConditions", null, 0);
  await emulator.request("clearCalls");
  const cpuSeconds = await services.watchCpu();
  const started = Date.now();
  const host = await Host.start({
    chime: { env: await emulator.request("environment") },
    process: true,
    native,
  });
  try {
    await host.create({ ...parent, ...members[0] });
  } finally {
    await host.stop();
  }
  const cpu = await cpuSeconds();
  const { calls, throttled, first } = await emulator.request("tally");
  if (first === null) throw new Error("The plugin made no call.");
  const seconds = (first - started) / 1000;
  const notMeasured = { tail: null, stateBytes: null, peakMegabytes: null, backendSeconds: null };
  return {
    step: "cold start",
    seconds,
    calls,
    throttled,
    lead: seconds,
    mismatches: 0,
    failed: false,
    emulatorSeconds: cpu.emulator,
    ...notMeasured,
  };
}
