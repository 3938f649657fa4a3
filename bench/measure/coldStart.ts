import { Host } from "../../test/support/host";
import type { Service } from "../service/service";
import type { Measured } from "./trial";

/** Measures the time from the start of a plugin process to its first call. */
export async function coldStart(service: Service): Promise<Measured> {
  const { parent, members } = await service.ask("team", "rooms", 1);
  await service.ask("limit", null);
  await service.ask("clearCalls");
  const started = Date.now();
  const host = await Host.start({ chime: { env: await service.ask("environment") }, process: true });
  try {
    await host.create({ ...parent, ...members[0] });
  } finally {
    await host.stop();
  }
  const { calls, refused, first } = await service.ask("tally");
  if (first === null) throw new Error("The plugin made no call.");
  const seconds = (first - started) / 1000;
  const unknown = { tail: null, stateBytes: null, peakMegabytes: null };
  return {
    step: "cold start",
    seconds,
    calls,
    refused,
    lead: seconds,
    mismatches: 0,
    failed: false,
    ...unknown,
  };
}
